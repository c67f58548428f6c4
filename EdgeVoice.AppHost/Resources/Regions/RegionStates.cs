namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>What a region's resource shows as its state.</summary>
internal static class RegionStates
{
    /// <summary>Nothing was done to it; whether it is healthy is another matter.</summary>
    public const string Running = "Running";

    /// <summary>Takes no new calls.</summary>
    public const string Draining = "Draining";

    /// <summary>Its processes live and nothing reaches them.</summary>
    public const string Partitioned = "Partitioned";

    /// <summary>Its processes were killed and stay down.</summary>
    public const string Down = "Down";
}
