namespace EdgeVoice.Gateway.Configuration;

internal static class HttpClientNames
{
    public const string LiveKit = "livekit";
    public const string Agent = "agent";
    public const string AgentWatch = "agent-watch";
    public const string Peer = "peer";
    public const string Turnstile = "turnstile";
}
