using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;

namespace EdgeVoice.Bench.Truth;

/// <summary>What the dashboard shows of a call.</summary>
internal sealed class DashboardTurns : IDisposable
{
    private readonly HttpClient _client;

    /// <param name="loginUrl">As it is printed.</param>
    public DashboardTurns(Uri loginUrl)
    {
        _client = new HttpClient { BaseAddress = new Uri(loginUrl.GetLeftPart(UriPartial.Authority)) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HttpUtility.ParseQueryString(loginUrl.Query)["t"]);
    }

    public async Task<IReadOnlyList<ShownTurn>> OfAsync(string callId, CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(new Uri($"/api/sessions/{callId}", UriKind.Relative), cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            return [];
        }

        var session = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return [.. session.GetProperty("turns").EnumerateArray().Select(Read)];
    }

    /// <summary>Everything that the dashboard has, as its own zip.</summary>
    public async Task ExportAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var zip = await _client.GetStreamAsync(new Uri("/api/export", UriKind.Relative), cancellationToken);
        await using var stream = file.Create();
        await zip.CopyToAsync(stream, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private static ShownTurn Read(JsonElement turn)
    {
        var started = DateTimeOffset.Parse(turn.GetProperty("startedAt").GetString()!, CultureInfo.InvariantCulture);
        DateTimeOffset? Mark(string name) => turn.GetProperty("marks").EnumerateArray()
            .Where(mark => mark.GetProperty("name").GetString() == name)
            .Select(mark => (DateTimeOffset?)started.AddMilliseconds(mark.GetProperty("atMs").GetDouble()))
            .FirstOrDefault();
        var length = turn.GetProperty("lengthMs").GetDouble();
        var phases = turn.GetProperty("phases").EnumerateArray().Sum(phase => phase.GetProperty("durationMs").GetDouble());
        return new ShownTurn(
            turn.GetProperty("id").GetString()!,
            turn.GetProperty("outcome").GetString()!,
            turn.GetProperty("heardSilenceMs") is { ValueKind: JsonValueKind.Number } silence ? silence.GetDouble() : null,
            turn.GetProperty("mediaPathMs") is { ValueKind: JsonValueKind.Number } path ? path.GetDouble() : null,
            Mark("speech_ended"),
            Mark("playout_started"),
            Math.Abs(length - phases) < 0.01,
            [.. turn.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("text").GetString()!)]);
    }
}
