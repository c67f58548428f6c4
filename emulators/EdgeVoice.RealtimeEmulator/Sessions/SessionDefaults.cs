using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Vad;

namespace EdgeVoice.RealtimeEmulator.Sessions;

internal static class SessionDefaults
{
    public const string Voice = "marin";

    // Semantic VAD: the provider names the longest waits; the shortest is ours.
    private const double SemanticThreshold = 0.5;
    private const int SemanticPrefixMs = 300;

    public static JsonObject ServerVad() => new()
    {
        ["type"] = "server_vad",
        ["threshold"] = 0.5,
        ["prefix_padding_ms"] = 300,
        ["silence_duration_ms"] = 200,
        ["idle_timeout_ms"] = null,
        ["create_response"] = true,
        ["interrupt_response"] = true,
    };

    public static JsonObject SemanticVad() => new()
    {
        ["type"] = "semantic_vad",
        ["eagerness"] = "auto",
        ["create_response"] = true,
        ["interrupt_response"] = true,
    };

    public static TurnDetection Read(JsonObject detection)
    {
        var create = detection["create_response"]!.GetValue<bool>();
        var interrupt = detection["interrupt_response"]!.GetValue<bool>();
        if ((string)detection["type"]! == "semantic_vad")
        {
            var (shortest, longest) = (string)detection["eagerness"]! switch
            {
                "low" => (1200, 8000),
                "high" => (300, 2000),
                _ => (600, 4000),
            };
            return new(SemanticThreshold, SemanticPrefixMs, shortest, longest, null, create, interrupt);
        }

        var silence = detection["silence_duration_ms"]!.GetValue<int>();
        return new(detection["threshold"]!.GetValue<double>(), detection["prefix_padding_ms"]!.GetValue<int>(), silence, silence,
            (int?)detection["idle_timeout_ms"], create, interrupt);
    }
}
