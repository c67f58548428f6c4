using System.Runtime.CompilerServices;
using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Api;

internal sealed class LogsApi(TelemetryStore store, ContentGuard guard, LogRows rows, ChangeFeed feed)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/logs", List);

    private IResult List(HttpContext context)
    {
        var query = new Query(context.Request);
        var filter = LogFilter.Read(query, guard);
        var (limit, offset, follow) = (query.Limit(), query.Offset(), query.Flag("follow") == true);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var records = store.Read(view => view.Logs.All.ToArray());
        var matched = records.Reverse().Where(filter.Matches).ToArray();
        return follow
            ? Ndjson.Stream(context, FollowAsync(matched.Take(limit).Reverse(), filter, context.RequestAborted))
            : Results.Json(Paging.Of(matched, offset, limit, record => rows.Show(record, null)), ApiJson.Options);
    }

    private async IAsyncEnumerable<object?> FollowAsync(IEnumerable<LogRecord> first, LogFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var record in first)
        {
            yield return rows.Show(record, null);
        }

        await foreach (var change in feed.FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            if (change is null)
            {
                yield return null;
                continue;
            }

            foreach (var record in change.Logs.Where(filter.Matches))
            {
                yield return rows.Show(record, null);
            }
        }
    }
}
