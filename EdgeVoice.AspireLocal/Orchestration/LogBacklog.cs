using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>The latest lines of one resource, and who watches for more.</summary>
internal sealed class LogBacklog(TimeProvider time)
{
    // Enough to look back over a crash; bounded, because a resource may write for days.
    private const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<WrittenLine> _lines = new();
    private readonly List<Channel<WrittenLine>> _watchers = [];
    private int _written;

    public void Append(string content, bool isError)
    {
        lock (_gate)
        {
            var line = new WrittenLine(new LogLine(++_written, content, isError), time.GetUtcNow());
            _lines.Enqueue(line);
            if (_lines.Count > Capacity)
            {
                _lines.Dequeue();
            }

            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(line);
            }
        }
    }

    public IReadOnlyList<WrittenLine> Lines()
    {
        lock (_gate)
        {
            return [.. _lines];
        }
    }

    public void Complete()
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryComplete();
            }
        }
    }

    public async IAsyncEnumerable<WrittenLine> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<WrittenLine>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            foreach (var line in _lines)
            {
                channel.Writer.TryWrite(line);
            }

            _watchers.Add(channel);
        }

        try
        {
            await foreach (var line in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return line;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(channel);
            }
        }
    }
}
