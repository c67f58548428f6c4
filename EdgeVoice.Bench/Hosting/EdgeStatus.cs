using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EdgeVoice.Bench.Hosting;

/// <summary>What the edge thinks of its pools: it may learn later than they do that they are well, and steers elsewhere until then.</summary>
internal static class EdgeStatus
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    /// <param name="publicNames">The edge, or gateways when there is none; those have no such status and are not waited for.</param>
    /// <param name="limit">How long they may take.</param>
    /// <exception cref="BenchException">Not within the limit.</exception>
    public static async Task WaitUntilHealthyAsync(IEnumerable<Uri> publicNames, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(limit);
        try
        {
            foreach (var name in publicNames)
            {
                while (!await IsHealthyAsync(client, name, waiting.Token))
                {
                    await Task.Delay(s_poll, waiting.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"The edge did not find all pools healthy within {limit.TotalSeconds:0} s.");
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, Uri name, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(name, "/cdn-cgi/edgevoice/status"), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotFound || (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType != "application/json"))
            {
                return true;
            }

            return answer.IsSuccessStatusCode && IsHealthy(await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static bool IsHealthy(JsonElement status) =>
        status.GetProperty("pools").EnumerateArray().SelectMany(pool => pool.GetProperty("origins").EnumerateArray()).All(origin => origin.GetProperty("healthy").ValueKind == JsonValueKind.True);
}
