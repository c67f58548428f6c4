namespace EdgeVoice.Bench.Stalls;

/// <summary>How the provider stalls.</summary>
internal enum StallKind
{
    /// <summary>Its process is stopped, and goes on after a while.</summary>
    Stopped,

    /// <summary>Its process is killed, and started again as after a crash.</summary>
    Killed,

    /// <summary>The session's socket takes bytes and gives none.</summary>
    Mute,

    /// <summary>The session's socket gives a few bytes at a time.</summary>
    Drip,
}

/// <summary>When in the call it does.</summary>
internal enum StallMoment
{
    /// <summary>Nobody speaks; the caller begins a little later.</summary>
    Idle,

    CallerSpeaks,

    /// <summary>The caller has just said the last word, and the provider has not noticed.</summary>
    CallerStopped,

    AgentSpeaks,

    /// <summary>The booking waits in the database.</summary>
    ToolRuns,
}

/// <summary>The names that the command line and the table have for both.</summary>
internal static class StallNames
{
    public static IReadOnlyDictionary<string, StallKind> Kinds { get; } = new Dictionary<string, StallKind>
    {
        ["stopped"] = StallKind.Stopped,
        ["killed"] = StallKind.Killed,
        ["mute"] = StallKind.Mute,
        ["drip"] = StallKind.Drip,
    };

    public static IReadOnlyDictionary<string, StallMoment> Moments { get; } = new Dictionary<string, StallMoment>
    {
        ["idle"] = StallMoment.Idle,
        ["caller-speaks"] = StallMoment.CallerSpeaks,
        ["caller-stopped"] = StallMoment.CallerStopped,
        ["agent-speaks"] = StallMoment.AgentSpeaks,
        ["tool-runs"] = StallMoment.ToolRuns,
    };

    public static string Of(StallKind kind) => Kinds.First(known => known.Value == kind).Key;

    public static string Of(StallMoment moment) => Moments.First(known => known.Value == moment).Key;
}
