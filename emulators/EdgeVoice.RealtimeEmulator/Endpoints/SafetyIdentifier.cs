namespace EdgeVoice.RealtimeEmulator.Endpoints;

/// <summary>Whom a session is opened for, as the client says.</summary>
internal static class SafetyIdentifier
{
    /// <summary>What the agent's health check calls itself.</summary>
    public const string Canary = "canary";

    private const string Header = "OpenAI-Safety-Identifier";

    public static string Of(HttpRequest request) => request.Headers[Header].ToString();
}
