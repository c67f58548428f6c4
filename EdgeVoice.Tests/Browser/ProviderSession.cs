using System.Text.Json;
using EdgeVoice.Tests.Integration;

namespace EdgeVoice.Tests.Browser;

/// <summary>What the realtime emulator said and understood in one session.</summary>
/// <param name="AgentMs">Milliseconds of audio it sent, for each of <paramref name="AgentTexts"/>.</param>
internal sealed record ProviderSession(IReadOnlyList<string> AgentTexts, IReadOnlyList<double> AgentMs, IReadOnlyList<string> CallerTexts)
{
    public static async Task<ProviderSession> LatestAsync(HostedAppHost appHost, string scenario)
    {
        using var provider = new ProviderAdmin(appHost);
        var session = (await provider.SessionsAsync())
            .Where(seen => seen.GetProperty("scenario").GetString() == scenario)
            .MaxBy(seen => seen.GetProperty("startedAt").GetDateTimeOffset());
        var items = await provider.ItemsAsync(session.GetProperty("id").GetString()!);
        var agent = items.Where(item => Role(item) == "assistant").ToArray();
        return new ProviderSession(
            [.. agent.Select(item => item.GetProperty("fullText").GetString()!)],
            [.. agent.Select(item => item.GetProperty("sentMs").GetDouble())],
            [.. items.Where(item => Role(item) == "user").Select(item => item.GetProperty("item").GetProperty("content")[0].GetProperty("transcript").GetString()!)]);
    }

    private static string? Role(JsonElement item) => item.GetProperty("item").TryGetProperty("role", out var role) ? role.GetString() : null;
}
