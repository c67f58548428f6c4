using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Storage;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Hides what people said unless it may be shown. The one place where attributes become an answer.</summary>
internal sealed class ContentGuard(IOptions<DashboardOptions> options)
{
    private const string Hidden = "hidden";

    private static readonly string[] s_prefixes = ["edgevoice.pii.", "lk.pii.", "gen_ai.input", "gen_ai.output.messages", "gen_ai.system_instructions", "gen_ai.prompt", "gen_ai.completion", "edgevoice.caller."];

    // Names that LiveKit Agents (older versions), Pipecat and the GenAI conventions give to content.
    private static readonly HashSet<string> s_keys =
    [
        "gen_ai.tool.call.arguments", "gen_ai.tool.call.result", "gen_ai.tool.definitions", "lk.user_transcript", "lk.user_input", "lk.response.text", "lk.response.function_calls",
        "lk.chat_ctx", "lk.instructions", "lk.input_text", "lk.function_tool.arguments", "lk.function_tool.output", "transcript", "text", "messages", "input", "output",
        "tool.arguments", "tool.result", "system", "system_instructions",
    ];

    public bool Shows => options.Value.ShowContent;

    public static bool IsContent(string key) => s_keys.Contains(key) || s_prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    public Dictionary<string, object?> Show(Attributes attributes)
    {
        var shown = new Dictionary<string, object?>(attributes.Items.Length);
        foreach (var (key, value) in attributes.Items)
        {
            shown[key] = !Shows && IsContent(key) ? Hidden : value is double number && !double.IsFinite(number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : value;
        }

        return shown;
    }
}
