namespace EdgeVoice.AppHost.Resources.Regions;

/// <summary>What a region's resource shows as its state.</summary>
internal static class RegionStates
{
    /// <summary>Its gateway has not answered yet.</summary>
    public const string Starting = "Starting";

    /// <summary>Takes calls.</summary>
    public const string Running = "Running";

    /// <summary>Nothing was done to it, and its gateway says that it cannot take calls, or says nothing.</summary>
    public const string Unavailable = "Unavailable";

    /// <summary>Takes no new calls.</summary>
    public const string Draining = "Draining";

    /// <summary>Its processes live and nothing reaches them.</summary>
    public const string Partitioned = "Partitioned";

    /// <summary>Its processes were killed and stay down.</summary>
    public const string Down = "Down";
}
