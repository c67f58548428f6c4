namespace EdgeVoice.Agent.Turns;

/// <summary>How a call ended.</summary>
internal enum CallOutcome
{
    /// <summary>The caller hung up.</summary>
    CallerHungUp,

    /// <summary>The caller said nothing for long, and the agent hung up.</summary>
    CallerSilent,

    /// <summary>The call reached its longest length, and the agent hung up.</summary>
    LongestCall,

    /// <summary>No provider could be had.</summary>
    ProviderUnavailable,

    /// <summary>The room was closed, or the agent lost it.</summary>
    RoomClosed,

    /// <summary>The agent was told to stop.</summary>
    Drained,

    /// <summary>Nobody came.</summary>
    NoCaller,

    /// <summary>Another agent holds the call.</summary>
    Superseded,

    /// <summary>The agent was told to stop, and the call goes on with another.</summary>
    HandedOver,

    /// <summary>A fault of ours.</summary>
    Failed,
}
