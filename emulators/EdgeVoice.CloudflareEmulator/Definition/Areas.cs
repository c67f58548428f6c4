namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>The areas that <c>region_pools</c> may name.</summary>
internal static class Areas
{
    public static readonly IReadOnlySet<string> All = new HashSet<string>
    {
        "WNAM", "ENAM", "WEU", "EEU", "NSAM", "SSAM", "OC", "ME", "NAF", "SAF", "SAS", "SEAS", "NEAS",
    };
}
