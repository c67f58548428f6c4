namespace EdgeVoice.AppHost.Cloudflare;

/// <summary>The 13 areas into which Cloudflare's load balancer divides the world.</summary>
internal static class SteeringCodes
{
    public static readonly IReadOnlyList<string> All =
        ["WNAM", "ENAM", "WEU", "EEU", "NSAM", "SSAM", "OC", "ME", "NAF", "SAF", "SAS", "SEAS", "NEAS"];
}
