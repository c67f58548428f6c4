using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover.Checks;

/// <summary>Slots that gateways still count after everybody hung up.</summary>
internal sealed partial class SlotCheck(ResourceClient appHost) : IDisposable
{
    // The departure of a caller takes a while to be known; what is still counted after this is leaked.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(45);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(3) };

    /// <summary>Waits until no slot is taken; returns how many still are after the limit.</summary>
    public async Task<int> LeakedAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_settle);
        var taken = 0;
        try
        {
            do
            {
                taken = await TakenAsync(limit.Token);
                await Task.Delay(TimeSpan.FromMilliseconds(500), limit.Token);
            }
            while (taken > 0);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What is left then is leaked.
        }

        return taken;
    }

    public void Dispose() => _http.Dispose();

    private async Task<int> TakenAsync(CancellationToken cancellationToken)
    {
        var taken = 0;
        foreach (var gateway in appHost.All.Where(resource => resource.Http is not null && resource.Name.StartsWith("gateway-", StringComparison.Ordinal)))
        {
            try
            {
                using var response = await _http.GetAsync(new Uri(gateway.Http!, "healthz/realtime"), cancellationToken);
                var report = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                var counts = Counts().Match(report.GetProperty("parts").GetProperty("slots").GetProperty("detail").GetString() ?? "");
                taken += counts.Success ? Number(counts, 2) - Number(counts, 1) : 1;
            }
            catch (HttpRequestException)
            {
                // Not up again yet: asked once more.
                taken++;
            }
        }

        return taken;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d+) of (\d+) free")]
    private static partial Regex Counts();
}
