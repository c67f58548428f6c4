using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>One JSON object a line, each sent as soon as it is there.</summary>
internal sealed class NdjsonResult<T>(IAsyncEnumerable<T> items, CancellationToken stopping) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var response = httpContext.Response;
        response.ContentType = "application/x-ndjson";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            // The headers at once: who follows a silent resource must know that it is connected.
            await response.StartAsync(ending.Token);
            await foreach (var item in items.WithCancellation(ending.Token))
            {
                await JsonSerializer.SerializeAsync(response.Body, item, ServiceJson.Options, ending.Token);
                await response.Body.WriteAsync("\n"u8.ToArray(), ending.Token);
                await response.Body.FlushAsync(ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader left, or the AppHost stops.
        }
    }
}
