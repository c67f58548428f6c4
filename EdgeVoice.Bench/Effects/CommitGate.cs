using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Effects;

/// <summary>What happens on the wire to the commits of an agent that is about to die.</summary>
internal sealed class CommitGate(KillStep step)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;
    private volatile bool _armed;

    /// <summary>Commits that wait here.</summary>
    public int Held => Volatile.Read(ref _held);

    // A simple query as the protocol writes it; "READ COMMITTED" has no end there.
    private static ReadOnlySpan<byte> Commit => "COMMIT\0"u8;

    public void Arm() => _armed = step is KillStep.CommitUnderWay or KillStep.Committed;

    /// <summary>The network delivers what it held.</summary>
    public void Release() => _released.TrySetResult();

    public async Task PassAsync(RelayedConnection connection, ReadOnlyMemory<byte> bytes, Func<ReadOnlyMemory<byte>, Task> pass, CancellationToken cancellationToken)
    {
        if (_armed && bytes.Span.IndexOf(Commit) >= 0)
        {
            if (step == KillStep.Committed)
            {
                connection.Down = RelayedConnection.Nothing;
            }
            else
            {
                Interlocked.Increment(ref _held);
                await _released.Task.WaitAsync(cancellationToken);
            }
        }

        await pass(bytes);
    }
}
