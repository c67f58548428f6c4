using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EdgeVoice.AspireLocal.Orchestration;
using EdgeVoice.AspireLocal.ResourceService;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the latest lines of each resource.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, LogBacklog> _backlogs = new(StringComparer.OrdinalIgnoreCase);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => AllAsync(Backlog(resourceName));

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => WatchAsync(Backlog(resourceName), default);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.Name);

    public void Dispose()
    {
        foreach (var backlog in _backlogs.Values)
        {
            backlog.Complete();
        }

        GC.SuppressFinalize(this);
    }

    internal void Append(string resourceName, string content, bool isError) => Backlog(resourceName).Append(content, isError);

    internal async IAsyncEnumerable<LogLineDto> LinesAsync(string resourceName, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var backlog = Backlog(resourceName);
        await foreach (var (line, at) in follow ? backlog.WatchAsync(cancellationToken) : backlog.Lines().ToAsyncEnumerable())
        {
            yield return new(at, line.IsErrorMessage, line.Content);
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> AllAsync(LogBacklog backlog)
    {
        await Task.CompletedTask;
        yield return [.. backlog.Lines().Select(written => written.Line)];
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(LogBacklog backlog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in backlog.WatchAsync(cancellationToken))
        {
            yield return [line.Line];
        }
    }

    private LogBacklog Backlog(string resourceName) => _backlogs.GetOrAdd(resourceName, static _ => new LogBacklog(TimeProvider.System));
}
