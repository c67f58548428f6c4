using System.Globalization;
using EdgeVoice.Dashboard.Otlp;

namespace EdgeVoice.Dashboard.Api;

/// <summary>
/// While what was kept is being read, an answer waits until all of it is there: no figure is silently too small. A page that would
/// rather show what there is says so, and is told how far the reading is.
/// </summary>
internal sealed class LoadingMiddleware(RequestDelegate next, History history)
{
    /// <summary>Of a request: an answer made of a part is welcome, as it will be marked.</summary>
    public const string PartialHeader = "Dashboard-Partial";

    /// <summary>Of an answer that was made of a part: how many percent are read. Ask again.</summary>
    public const string LoadingHeader = "Dashboard-Loading";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!history.IsDone && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            var answers = context.GetEndpoint()?.Metadata.GetMetadata<WhileLoading>();
            if (answers is { Needs: false } || (answers is not null && context.Request.Headers.ContainsKey(PartialHeader)))
            {
                context.Response.Headers[LoadingHeader] = history.Percent.ToString(CultureInfo.InvariantCulture);
            }
            else if (!await IsReadAsync(context.RequestAborted).ConfigureAwait(false))
            {
                await Problems.Make(StatusCodes.Status503ServiceUnavailable, "stopping", "The dashboard is stopping", "Ask again once it runs.").ExecuteAsync(context).ConfigureAwait(false);
                return;
            }
        }

        await next(context).ConfigureAwait(false);
    }

    private async Task<bool> IsReadAsync(CancellationToken requestAborted)
    {
        try
        {
            await history.Done.WaitAsync(requestAborted).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
