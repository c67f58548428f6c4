using System.Threading.Channels;
using EdgeVoice.Agent.LiveKit.Worker;

namespace EdgeVoice.Tests.Agent.LiveKit.Worker;

/// <summary>Serves each job until the test ends it or the worker stops it, and keeps what happened.</summary>
internal sealed class RecordingJobHandler : IJobHandler
{
    private readonly Channel<AgentJob> _started = Channel.CreateUnbounded<AgentJob>();
    private readonly Channel<string> _stopped = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a job does instead of waiting.</summary>
    public Func<AgentJob, Task>? Act { get; init; }

    public void EndJobs() => _end.TrySetResult();

    public ValueTask<AgentJob> StartedAsync() => _started.Reader.ReadAsync(Limit());

    /// <summary>The id of the next job whose stop token was cancelled.</summary>
    public ValueTask<string> StoppedAsync() => _stopped.Reader.ReadAsync(Limit());

    public async Task RunAsync(AgentJob job, CancellationToken stop)
    {
        _started.Writer.TryWrite(job);
        if (Act is { } act)
        {
            await act(job);
            return;
        }

        try
        {
            await _end.Task.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            _stopped.Writer.TryWrite(job.Id);
            throw;
        }
    }

    private static CancellationToken Limit() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;
}
