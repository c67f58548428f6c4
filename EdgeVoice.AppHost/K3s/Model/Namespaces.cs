namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>The cell's namespaces.</summary>
internal static class Namespaces
{
    public const string EdgeVoice = "edgevoice";
    public const string LiveKit = "livekit";
    public const string Cloudflared = "cloudflared";
    public const string Data = "data";
    public const string MetalLb = "metallb-system";
    public const string System = "kube-system";
}
