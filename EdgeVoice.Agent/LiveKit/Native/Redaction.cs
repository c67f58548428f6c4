using System.Text.RegularExpressions;

namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>Takes tokens out of text that the core wrote: it quotes URLs with `access_token` and whole JWTs.</summary>
internal static partial class Redaction
{
    public static string Clean(string text) => Secret().Replace(text, "$1[redacted]");

    [GeneratedRegex(@"((?:access_token|join_request)=|Bearer\s+)[^\s&""')]+|eyJ[\w-]+\.[\w-]*\.?[\w-]*")]
    private static partial Regex Secret();
}
