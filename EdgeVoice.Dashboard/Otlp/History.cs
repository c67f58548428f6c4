using System.Collections.Concurrent;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>
/// What was kept from the last run, read in two steps: the newest turns before anybody is answered, all the rest behind their back.
/// A small store is read in the first step.
/// </summary>
internal sealed class History(TelemetryFiles files, OtlpReceiver receiver, TelemetryStore store, IOptions<DashboardOptions> options)
{
    // The rest leaves a core to those who ask.
    private static readonly int s_cores = Math.Max(1, Environment.ProcessorCount - 1);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyDictionary<SignalKind, KeptRequests> _kept = new Dictionary<SignalKind, KeptRequests>();
    private StoreState? _rebuilt;
    private long _bytes;
    private long _read;
    private string? _problem;

    /// <summary>Ends when all of it is in the store; cancelled when the dashboard stops before.</summary>
    public Task Done => _done.Task;

    public bool IsDone => _done.Task.IsCompletedSuccessfully;

    public int Percent => IsDone ? 100 : (int)Math.Clamp(100 * Interlocked.Read(ref _read) / Math.Max(1, _bytes), 0, 99);

    /// <summary>Why some of it is not there; null when nothing is missing.</summary>
    public string? Problem => _problem ?? _kept.Values.Select(kept => kept.Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>Reads what a page shows first. Nothing may be added to the store before.</summary>
    public void ReadNewest()
    {
        _kept = files.Open();
        _bytes = _kept.Values.Sum(kept => kept.Bytes);
        var atOnce = options.Value.Limits.MaxReadAtStart;
        if (_bytes <= atOnce)
        {
            foreach (var kind in _kept.Keys)
            {
                Read(kind, long.MaxValue, Environment.ProcessorCount, batch => store.Add(batch), CancellationToken.None);
            }

            _done.TrySetResult();
            return;
        }

        _rebuilt = store.BeginRebuild();
        Read(SignalKind.Traces, atOnce, Environment.ProcessorCount, batch => store.Add(batch), CancellationToken.None);
    }

    /// <summary>Reads the rest, if there is any, while the store takes what comes.</summary>
    public void ReadRest(CancellationToken cancellationToken)
    {
        if (IsDone || _rebuilt is not { } rebuilt)
        {
            return;
        }

        try
        {
            foreach (var kind in _kept.Keys)
            {
                Read(kind, long.MaxValue, s_cores, batch => rebuilt.Add(batch), cancellationToken);
            }

            store.CompleteRebuild(rebuilt);
            _done.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            Stop();
        }
        catch (Exception exception)
        {
            // Those who wait must not wait for ever. What is shown is the newest, and it says that it is not all.
            _problem = exception.Message;
            store.AbandonRebuild();
            _done.TrySetResult();
            throw;
        }
    }

    /// <summary>Sends away those who wait: a disk may be stuck, and a dashboard that stops does not wait for it.</summary>
    public void Stop() => _done.TrySetCanceled();

    private void Read(SignalKind kind, long bytes, int cores, Action<TelemetryBatch> add, CancellationToken cancellationToken)
    {
        // In small portions: the store begins with the first while the others are decoded.
        var decoded = Partitioner.Create(_kept[kind].Take(bytes), loadBalance: true).AsParallel().AsOrdered().WithDegreeOfParallelism(cores)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered).WithCancellation(cancellationToken).Select(request => (request.Length, Batch: Decode(kind, request)));
        foreach (var (length, batch) in decoded)
        {
            if (batch is not null)
            {
                batch.Raw = default;
                add(batch);
            }

            Interlocked.Add(ref _read, length);
        }
    }

    // A record that an older version wrote and this one cannot read is not worth a start that fails.
    private TelemetryBatch? Decode(SignalKind kind, ReadOnlyMemory<byte> request)
    {
        try
        {
            return kind == SignalKind.Traces ? receiver.Decode(OtlpProtobuf.Parse(request, ExportTraceServiceRequest.Parser)) : receiver.Decode(OtlpProtobuf.Parse(request, ExportLogsServiceRequest.Parser));
        }
        catch (OtlpFormatException)
        {
            return null;
        }
    }
}
