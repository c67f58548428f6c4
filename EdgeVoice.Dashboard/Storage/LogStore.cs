using EdgeVoice.Dashboard.Configuration;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>The latest log records, in the order in which they came. Not thread-safe.</summary>
internal sealed class LogStore(TelemetryLimits limits, long first)
{
    private readonly Queue<LogRecord> _records = new();
    private long _nextId = first;
    private long _dropped;

    public Counter Counter => new(_records.Count, limits.MaxLogs, _dropped);

    public IEnumerable<LogRecord> All => _records;

    public void Add(LogRecord record)
    {
        // One that has its number keeps it: it may be shown already.
        record.Id = record.Id == 0 ? _nextId : record.Id;
        _nextId = Math.Max(_nextId, record.Id + 1);
        _records.Enqueue(record);
        if (_records.Count > limits.MaxLogs)
        {
            _records.Dequeue();
            _dropped++;
        }
    }

    public void Clear() => _records.Clear();
}
