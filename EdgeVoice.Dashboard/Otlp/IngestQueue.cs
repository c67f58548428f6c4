using System.Threading.Channels;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Storage;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>Between senders and store. Bounded by what it holds; whoever comes when it is full is told so at once and never waits.</summary>
internal sealed class IngestQueue(IOptions<DashboardOptions> options)
{
    private readonly Channel<TelemetryBatch> _batches = Channel.CreateUnbounded<TelemetryBatch>(new UnboundedChannelOptions { SingleReader = true });
    private long _waiting;
    private long _waitingBytes;
    private readonly long[] _refused = new long[4];

    public bool IsEmpty => Interlocked.Read(ref _waiting) == 0;

    /// <summary>Spans or records refused since the start.</summary>
    public long RefusedOf(SignalKind kind) => Interlocked.Read(ref _refused[(int)kind]);

    public IAsyncEnumerable<TelemetryBatch> ReadAllAsync(CancellationToken cancellationToken) => _batches.Reader.ReadAllAsync(cancellationToken);

    public bool TryAdd(TelemetryBatch batch)
    {
        var limits = options.Value.Limits;
        var full = Interlocked.Add(ref _waiting, batch.Count) > limits.MaxQueued && Interlocked.Read(ref _waiting) > batch.Count;
        var large = Interlocked.Add(ref _waitingBytes, batch.Raw.Length) > 4L * limits.MaxRequestBytes;
        if (!full && !large && _batches.Writer.TryWrite(batch))
        {
            return true;
        }

        Done(batch);
        Interlocked.Add(ref _refused[(int)batch.Kind], batch.Count);
        return false;
    }

    /// <summary>Tells that the batch is stored.</summary>
    public void Done(TelemetryBatch batch)
    {
        Interlocked.Add(ref _waiting, -batch.Count);
        Interlocked.Add(ref _waitingBytes, -batch.Raw.Length);
    }
}
