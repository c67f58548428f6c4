using EdgeVoice.Bench.Hosting;
using Npgsql;

namespace EdgeVoice.Tests.Shared;

/// <summary>A way to a real server on which replies take their time, or do not come: the server does all the same what it is told.</summary>
internal sealed class SlowRelay : IAsyncDisposable
{
    private readonly Relay _relay;
    private volatile TaskCompletionSource? _held;
    private long _delayMs;

    public SlowRelay(int server) => _relay = new Relay(() => server, connection => connection.Down = ReplyAsync);

    public int Port => _relay.Port;

    /// <summary>How long each reply takes.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromMilliseconds(Volatile.Read(ref _delayMs));
        set => Volatile.Write(ref _delayMs, (long)value.TotalMilliseconds);
    }

    public static (SlowRelay Relay, string ConnectionString) To(string connectionString)
    {
        var way = new NpgsqlConnectionStringBuilder(connectionString);
        var relay = new SlowRelay(way.Port);
        way.Port = relay.Port;
        return (relay, way.ConnectionString);
    }

    /// <summary>No reply comes through until <see cref="Release"/>.</summary>
    public void Hold() => _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => Interlocked.Exchange(ref _held, null)?.SetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _relay.DisposeAsync();
    }

    private async Task ReplyAsync(RelayedConnection connection, ReadOnlyMemory<byte> bytes, Func<ReadOnlyMemory<byte>, Task> pass, CancellationToken cancellationToken)
    {
        await Task.Delay(Delay, cancellationToken);
        await (_held?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
        await pass(bytes);
    }
}
