using System.Text.Json.Nodes;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>Plausible limits that shrink with use; nothing is enforced.</summary>
internal sealed class RateLimits
{
    private const int Requests = 5000;
    private const int Tokens = 400_000;

    private int _requests = Requests;
    private int _tokens = Tokens;

    public JsonArray Use(int tokens)
    {
        _requests = Math.Max(0, _requests - 1);
        _tokens = Math.Max(0, _tokens - tokens);
        return [Limit("requests", Requests, _requests), Limit("tokens", Tokens, _tokens)];
    }

    private static JsonObject Limit(string name, int limit, int remaining) => new()
    {
        ["name"] = name,
        ["limit"] = limit,
        ["remaining"] = remaining,
        ["reset_seconds"] = Math.Round((limit - remaining) * 60.0 / limit, 3),
    };
}
