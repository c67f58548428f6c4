using EdgeVoice.Dashboard.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>
/// What survives a restart: the accepted requests, one log for each kind. An append-only file was chosen over SQLite because everything
/// is read once at the start and never queried there, and a request is one sequential write.
/// </summary>
internal sealed class TelemetryFiles : IDisposable
{
    // The store drops whole traces, so that a little more than its limit is read: no trace that it keeps is cut in two.
    private const double MoreThanTheStoreHolds = 1.1;

    private readonly Dictionary<SignalKind, SegmentLog> _logs = [];
    private readonly int _spans;
    private readonly Lock _lock = new();

    public TelemetryFiles(IOptions<DashboardOptions> options)
    {
        _spans = (int)(options.Value.Limits.MaxSpans * MoreThanTheStoreHolds);
        if (options.Value.DataDirectory is { Length: > 0 } folder)
        {
            var (path, limit) = (Path.Combine(Path.GetFullPath(folder), "telemetry"), options.Value.Limits.MaxStoreBytes);
            _logs[SignalKind.Traces] = new SegmentLog(path, "traces", limit * 3 / 4);
            _logs[SignalKind.Logs] = new SegmentLog(path, "logs", limit / 4);
        }
    }

    public Counter Counter => new(_logs.Values.Sum(log => log.Counter.Now), _logs.Values.Sum(log => log.Counter.Limit), _logs.Values.Sum(log => log.Counter.Dropped));

    /// <summary>Makes the files ready for writing.</summary>
    /// <returns>What is there of each kind, as far as the store can hold it.</returns>
    public IReadOnlyDictionary<SignalKind, KeptRequests> Open() => _logs.ToDictionary(
        log => log.Key,
        log => new KeptRequests(log.Value, log.Value.Open(), log.Key == SignalKind.Traces ? Latest : requests => requests));

    /// <exception cref="IOException">It could not be written.</exception>
    public void Append(TelemetryBatch batch)
    {
        if (batch.Raw.IsEmpty || !_logs.TryGetValue(batch.Kind, out var log))
        {
            return;
        }

        lock (_lock)
        {
            log.Append(batch.Raw.Span);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            foreach (var log in _logs.Values)
            {
                log.Clear();
            }
        }
    }

    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Dispose();
        }
    }

    // What would be decoded to be dropped at once is most of a start. Conversations count for themselves: no flood of others pushes them out.
    private IEnumerable<ReadOnlyMemory<byte>> Latest(IEnumerable<ReadOnlyMemory<byte>> newestFirst)
    {
        var (conversations, others) = (0, 0);
        foreach (var request in newestFirst)
        {
            var ofConversation = SpanNames.MayHaveSession(request.Span);
            if ((ofConversation ? conversations : others) < _spans)
            {
                var spans = SpanCount.Of(request.Span);
                conversations += ofConversation ? spans : 0;
                others += ofConversation ? 0 : spans;
                yield return request;
            }
            else if (conversations >= _spans && others >= _spans)
            {
                yield break;
            }
        }
    }
}
