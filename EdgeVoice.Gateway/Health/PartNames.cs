namespace EdgeVoice.Gateway.Health;

internal static class PartNames
{
    public const string LiveKit = "livekit";
    public const string Worker = "worker";
    public const string Provider = "provider";
    public const string Slots = "slots";
    public const string Ports = "ports";
    public const string Journal = "journal";
}
