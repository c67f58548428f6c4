using System.Text.Json;

namespace EdgeVoice.Dashboard.Api;

/// <summary>One JSON document a line, as they come. A null is a sign of life: an empty line.</summary>
internal static class Ndjson
{
    public static IResult Stream(HttpContext context, IAsyncEnumerable<object?> items)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Stream(
            async body =>
            {
                try
                {
                    await foreach (var item in items.WithCancellation(context.RequestAborted).ConfigureAwait(false))
                    {
                        if (item is not null)
                        {
                            await JsonSerializer.SerializeAsync(body, item, ApiJson.Options, context.RequestAborted).ConfigureAwait(false);
                        }

                        await body.WriteAsync("\n"u8.ToArray(), context.RequestAborted).ConfigureAwait(false);
                        await body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
                    }
                }
                catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
                {
                    // The reader has gone.
                }
            },
            "application/x-ndjson");
    }
}
