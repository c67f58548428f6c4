using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>What a region's gateway says of itself under <c>/healthz/realtime</c>, asked at its own address: the edge tells no details.</summary>
internal sealed partial class GatewayHealth(HostedAppHost appHost, string region = "us-east") : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public Task OkAsync(TimeSpan limit) => ReportsAsync("the region is healthy", report => report.GetProperty("status").GetString() == "ok", limit);

    /// <summary>Waits until it counts so many calls and no reservation.</summary>
    public Task UsedSlotsAsync(int used, TimeSpan limit) => ReportsAsync($"{used} slots used", report =>
    {
        var counts = Slots().Match(report.GetProperty("parts").GetProperty("slots").GetProperty("detail").GetString()!);
        return counts.Success && Number(counts, 2) - Number(counts, 1) == used && Number(counts, 3) == 0;
    }, limit);

    public void Dispose() => _http.Dispose();

    private Task ReportsAsync(string what, Func<JsonElement, bool> fits, TimeSpan limit) => Eventually.IsTrueAsync(what, async () =>
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(appHost.Address($"gateway-{region}"), "healthz/realtime"));
            return fits(await response.Content.ReadFromJsonAsync<JsonElement>());
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException)
        {
            return false;
        }
    }, limit);

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d+) of (\d+) free, (\d+) reserved, (\d+) active$")]
    private static partial Regex Slots();
}
