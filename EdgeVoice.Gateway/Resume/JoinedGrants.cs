using System.Threading.Channels;
using EdgeVoice.Gateway.Slots;
using Npgsql;

namespace EdgeVoice.Gateway.Resume;

/// <summary>Writes down which grants were joined, behind the callers' backs: a join waits for no database.</summary>
internal sealed partial class JoinedGrants(GenerationFence fence, TimeProvider time, ILogger<JoinedGrants> logger) : BackgroundService
{
    // What is forgotten here is still told by the first words of the call's agent.
    private const int Capacity = 1_000;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMilliseconds(500);

    private readonly Channel<CallRoom> _queue =
        Channel.CreateBounded<CallRoom>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>The token of this room was used. A first generation is nobody's grant to have again.</summary>
    public void Add(string room)
    {
        if (CallRoom.Parse(room) is { Generation: > 1 } grant)
        {
            _queue.Writer.TryWrite(grant);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var joined = new List<CallRoom>();
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            while (joined.Count < Capacity && _queue.Reader.TryRead(out var grant))
            {
                joined.Add(grant);
            }

            while (!await TryWriteAsync(joined, stoppingToken))
            {
                await Task.Delay(s_retryInterval, time, stoppingToken);
            }

            joined.Clear();
        }
    }

    private async Task<bool> TryWriteAsync(List<CallRoom> joined, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            await fence.JoinAsync(joined, limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LogNotWritten(logger, joined.Count, exception.GetType().Name);
            return false;
        }
        // There is no database at all.
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    [LoggerMessage(EventId = 73, Level = LogLevel.Warning, Message = "That {Calls} calls were joined again is not written down yet ({Error})")]
    private static partial void LogNotWritten(ILogger logger, int calls, string error);
}
