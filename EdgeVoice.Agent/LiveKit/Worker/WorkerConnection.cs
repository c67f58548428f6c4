using System.Net.WebSockets;
using EdgeVoice.Agent.LiveKit.WorkerWire;
using Google.Protobuf;

namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>What is said over one socket: registration, offers and assignments in, status and pings out.</summary>
internal sealed partial class WorkerConnection(
    WorkerSocket socket,
    WorkerOptions options,
    WorkerState state,
    JobTable jobs,
    TimeProvider time,
    ILogger logger)
{
    private const int PingSeconds = 30;
    private static readonly TimeSpan s_registerLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_closeLimit = TimeSpan.FromSeconds(2);
    private static readonly string s_version = typeof(WorkerConnection).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _answering;

    /// <summary>The server took the worker.</summary>
    public event Action<WorkerConnection>? Registered;

    /// <summary>Serves until the server closes the connection (returns), it breaks (throws) or <paramref name="stop"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // Not linked to the stop: cancelling a receive aborts the socket, and the last words would be lost.
        using var end = new CancellationTokenSource();
        socket.Send(new WorkerMessage { Register = Registration() });
        var sending = socket.SendLoopAsync(end.Token);
        Task[] work = [sending, ReceiveLoopAsync(end.Token), StatusLoopAsync(end.Token), PingLoopAsync(end.Token)];
        try
        {
            await (await Task.WhenAny([.. work, Task.Delay(Timeout.InfiniteTimeSpan, stop)]).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await socket.CloseAsync(sending, s_closeLimit).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Send(UpdateJobStatus update) => socket.Send(new WorkerMessage { UpdateJob = update });

    /// <summary>Asks a server that kept its state to move the jobs of a lost connection to this one.</summary>
    public void Migrate(IReadOnlyCollection<string> jobIds) =>
        socket.Send(new WorkerMessage { MigrateJob = new MigrateJobRequest { JobIds = { jobIds } } });

    /// <summary>Tells load and whether more jobs are taken.</summary>
    public void SendStatus()
    {
        lock (_gate)
        {
            if (_answering)
            {
                return;
            }
        }

        var active = state.Active;
        socket.Send(new WorkerMessage
        {
            UpdateWorker = new UpdateWorkerStatus
            {
                Status = state.Draining || active >= state.Slots ? WorkerStatus.WsFull : WorkerStatus.WsAvailable,
                Load = (float)active / state.Slots,
                JobCount = (uint)active,
            },
        });
    }

    private RegisterWorkerRequest Registration() => new()
    {
        Type = JobType.JtRoom,
        AgentName = options.AgentName,
        Version = s_version,
        PingInterval = PingSeconds,
        AllowedPermissions = new ParticipantPermission
        {
            CanSubscribe = true,
            CanPublish = true,
            CanPublishData = true,
            CanUpdateMetadata = true,
            Agent = true,
        },
    };

    private async Task ReceiveLoopAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await socket.ReceiveAsync(cancellationToken).ConfigureAwait(false) is not { } message)
                {
                    return;
                }

                Handle(message);
            }
            catch (InvalidProtocolBufferException exception)
            {
                LogGarbage(exception.Message);
            }
            // One offer that cannot be handled must not end the connection, and with it the offers of other calls.
            catch (Exception exception) when (exception is not (WebSocketException or IOException or OperationCanceledException or ObjectDisposedException))
            {
                LogNotHandled(exception);
            }
        }
    }

    private void Handle(ServerMessage message)
    {
        switch (message.MessageCase)
        {
            case ServerMessage.MessageOneofCase.Register when _registered.TrySetResult():
                LogRegistered(message.Register.WorkerId, message.Register.ServerInfo?.Version ?? "", options.AgentName, state.Slots);
                Registered?.Invoke(this);
                break;
            case ServerMessage.MessageOneofCase.Availability:
                Answer(message.Availability);
                break;
            case ServerMessage.MessageOneofCase.Assignment:
                jobs.Assign(message.Assignment);
                SendStatus();
                break;
            case ServerMessage.MessageOneofCase.Termination:
                jobs.Terminate(message.Termination.JobId);
                break;
        }
    }

    /// <summary>Accepting the last slot makes the worker full: said before the assignment, that could undo the yes.</summary>
    private void Answer(AvailabilityRequest offer)
    {
        lock (_gate)
        {
            _answering = true;
        }

        socket.Send(new WorkerMessage { Availability = jobs.Offer(offer) });
        lock (_gate)
        {
            _answering = false;
        }
    }

    private async Task StatusLoopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _registered.Task.WaitAsync(s_registerLimit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new WebSocketException($"The server did not register the worker within {s_registerLimit.TotalSeconds} s.", exception);
        }

        using var timer = new PeriodicTimer(options.StatusInterval, time);
        do
        {
            SendStatus();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task PingLoopAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(PingSeconds), time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            socket.Send(new WorkerMessage { Ping = new WorkerPing { Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds() } });
        }
    }

    [LoggerMessage(EventId = 117, Level = LogLevel.Information, Message = "Registered as {WorkerId} with LiveKit {ServerVersion} for agent '{AgentName}', {Slots} slots")]
    private partial void LogRegistered(string workerId, string serverVersion, string agentName, int slots);

    [LoggerMessage(EventId = 119, Level = LogLevel.Error, Message = "A message of the LiveKit server could not be handled and is passed over")]
    private partial void LogNotHandled(Exception exception);

    [LoggerMessage(EventId = 118, Level = LogLevel.Warning, Message = "The LiveKit server sent a frame that is not a message: {Reason}")]
    private partial void LogGarbage(string reason);
}
