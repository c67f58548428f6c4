using System.Buffers;
using System.Text.Json;
using EdgeVoice.Agent.LiveKit.Worker;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeVoice.Agent.Status;

/// <summary>What the region's gateway asks of its worker. No caller reaches it.</summary>
internal static class StatusEndpoint
{
    // The gateway takes two seconds without a line for the agent's death; a line costs some hundred bytes.
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(400);

    private static ReadOnlySpan<byte> LineEnd => "\n"u8;

    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status", (StatusSource source) => Results.Json(source.Now()));
        routes.MapGet("/status/watch", WatchAsync);
    }

    private static async Task WatchAsync(HttpContext context, StatusSource source, WorkerState worker, TimeProvider time)
    {
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, worker.Finished);
        try
        {
            while (true)
            {
                var change = source.NextChange();
                await JsonSerializer.SerializeAsync(context.Response.Body, source.Now(), JsonSerializerOptions.Web, stop.Token).ConfigureAwait(false);
                context.Response.BodyWriter.Write(LineEnd);
                await context.Response.BodyWriter.FlushAsync(stop.Token).ConfigureAwait(false);
                await Task.WhenAny(change, Task.Delay(s_beat, time, stop.Token)).ConfigureAwait(false);
                stop.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher left, or this process has no more calls and stops.
        }
    }
}
