using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Agent.LiveKit.WorkerWire;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>Accepted and running jobs. They belong to the process, not to a connection, and outlive the loss of one.</summary>
internal sealed partial class JobTable(
    SlotPool slots,
    IJobHandler handler,
    IOptions<LiveKitOptions> liveKit,
    IOptions<WorkerOptions> worker,
    TimeProvider time,
    ILogger<JobTable> logger)
{
    private readonly ConcurrentDictionary<string, Reservation> _reserved = new();
    private readonly ConcurrentDictionary<string, RunningJob> _running = new();
    private readonly Channel<bool> _ended = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile bool _closed;

    /// <summary>The status of a job changed.</summary>
    public event Action<UpdateJobStatus>? Reported;

    public IReadOnlyCollection<string> Running => [.. _running.Keys];

    /// <summary>Answers whether a job can be taken, and holds a slot for it if so.</summary>
    public AvailabilityResponse Offer(AvailabilityRequest request)
    {
        var id = request.Job?.Id ?? "";
        var answer = new AvailabilityResponse { JobId = id };
        if (id.Length == 0 || _closed || _running.ContainsKey(id))
        {
            return answer;
        }

        if (!_reserved.ContainsKey(id) && !TryReserve(id))
        {
            LogDeclined(id, slots.Active, slots.Capacity);
            return answer;
        }

        answer.Available = true;
        answer.ParticipantIdentity = Identity(request.Job!);
        answer.ParticipantName = worker.Value.AgentName;
        answer.ParticipantAttributes["lk.agent.state"] = "initializing";
        return answer;
    }

    /// <summary>Starts a job that the server gave to this worker.</summary>
    public void Assign(JobAssignment assignment)
    {
        var id = assignment.Job?.Id ?? "";
        var lease = Unreserve(id);
        if (id.Length == 0 || _running.ContainsKey(id))
        {
            lease?.Dispose();
            return;
        }

        if (string.IsNullOrEmpty(assignment.Token) || string.IsNullOrEmpty(assignment.Job?.Room?.Name))
        {
            lease?.Dispose();
            Report(id, JobStatus.JsFailed, "The assignment has no token or no room.");
            return;
        }

        // Too late for its reservation, or never offered: it runs if there is room.
        if (lease is null && (_closed || !slots.TryTake(out lease)))
        {
            Report(id, JobStatus.JsFailed, "No free slot.");
            return;
        }

        Start(new AgentJob(
            id,
            assignment.Job.Room.Name,
            string.IsNullOrEmpty(assignment.Url) ? liveKit.Value.Url : assignment.Url,
            assignment.Token,
            assignment.Job.Metadata,
            assignment.Job.DispatchId,
            Identity(assignment.Job)), lease);
    }

    public void Terminate(string jobId)
    {
        Unreserve(jobId)?.Dispose();
        if (_running.TryGetValue(jobId, out var running))
        {
            LogTerminated(jobId);
            running.Cancel();
        }
    }

    /// <summary>Frees what was accepted but not assigned: its connection is gone, so no assignment can come.</summary>
    public void ReleaseReservations()
    {
        foreach (var id in _reserved.Keys)
        {
            Unreserve(id)?.Dispose();
        }
    }

    /// <summary>Declines all further offers.</summary>
    public void Close() => _closed = true;

    /// <summary>Takes offers again.</summary>
    public void Open() => _closed = false;

    /// <summary>Asks the running jobs to end so that others can go on with them; returns how long that may take.</summary>
    public TimeSpan HandOver() => handler.HandOver();

    public void CancelAll()
    {
        foreach (var running in _running.Values)
        {
            running.Cancel();
        }
    }

    /// <summary>Completes when no accepted or running job is left.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        while (!_running.IsEmpty || !_reserved.IsEmpty)
        {
            await _ended.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private string Identity(Job job) => handler.Identity(job.Room?.Name ?? "", job.Metadata) ?? $"agent-{job.Id}";

    private bool TryReserve(string id)
    {
        if (!slots.TryTake(out var lease))
        {
            return false;
        }

        var reservation = new Reservation(lease);
        if (!_reserved.TryAdd(id, reservation))
        {
            lease.Dispose();
            return true;
        }

        reservation.Expiry = time.CreateTimer(_ => Expire(id, reservation), null, worker.Value.AssignmentTimeout, Timeout.InfiniteTimeSpan);
        return true;
    }

    private void Expire(string id, Reservation reservation)
    {
        if (_reserved.TryRemove(KeyValuePair.Create(id, reservation)))
        {
            LogNotAssigned(id, worker.Value.AssignmentTimeout.TotalSeconds);
            reservation.Expiry?.Dispose();
            reservation.Lease.Dispose();
            _ended.Writer.TryWrite(true);
        }
    }

    private SlotLease? Unreserve(string id)
    {
        if (!_reserved.TryRemove(id, out var reservation))
        {
            return null;
        }

        reservation.Expiry?.Dispose();
        _ended.Writer.TryWrite(true);
        return reservation.Lease;
    }

    private void Start(AgentJob job, SlotLease lease)
    {
        var running = new RunningJob(job, lease);
        if (!_running.TryAdd(job.Id, running))
        {
            running.Dispose();
            return;
        }

        LogStarted(job.Id, job.RoomName);
        Report(job.Id, JobStatus.JsRunning, "");
        _ = Task.Run(() => RunAsync(running), CancellationToken.None);
    }

    private async Task RunAsync(RunningJob running)
    {
        var id = running.Job.Id;
        var error = "";
        try
        {
            await handler.RunAsync(running.Job, running.Stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (running.Stop.IsCancellationRequested)
        {
            // Ended on request.
        }
        catch (Exception exception)
        {
            error = Redaction.Clean(exception.Message);
            LogFailed(exception, id);
        }

        // Reported first: a drain ends with the last running job, and the connection with the drain.
        Report(id, error.Length == 0 ? JobStatus.JsSuccess : JobStatus.JsFailed, error);
        LogEnded(id);
        _running.TryRemove(id, out _);
        running.Dispose();
        _ended.Writer.TryWrite(true);
    }

    private void Report(string id, JobStatus status, string error) =>
        Reported?.Invoke(new UpdateJobStatus { JobId = id, Status = status, Error = error });

    private sealed class Reservation(SlotLease lease)
    {
        public SlotLease Lease => lease;

        public ITimer? Expiry { get; set; }
    }

    [LoggerMessage(EventId = 120, Level = LogLevel.Information, Message = "Job {JobId} declined: {Active} of {Capacity} slots are taken")]
    private partial void LogDeclined(string jobId, int active, int capacity);

    [LoggerMessage(EventId = 121, Level = LogLevel.Information, Message = "Job {JobId} starts in room {RoomName}")]
    private partial void LogStarted(string jobId, string roomName);

    [LoggerMessage(EventId = 122, Level = LogLevel.Information, Message = "Job {JobId} ended")]
    private partial void LogEnded(string jobId);

    [LoggerMessage(EventId = 123, Level = LogLevel.Error, Message = "Job {JobId} failed")]
    private partial void LogFailed(Exception exception, string jobId);

    [LoggerMessage(EventId = 124, Level = LogLevel.Information, Message = "The server ends job {JobId}")]
    private partial void LogTerminated(string jobId);

    [LoggerMessage(EventId = 125, Level = LogLevel.Warning, Message = "Job {JobId} was accepted but not assigned within {Seconds} s; its slot is free again")]
    private partial void LogNotAssigned(string jobId, double seconds);
}
