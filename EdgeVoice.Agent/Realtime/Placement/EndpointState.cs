namespace EdgeVoice.Agent.Realtime.Placement;

internal enum EndpointState
{
    /// <summary>Nothing has been heard of it.</summary>
    Unknown,

    Healthy,

    /// <summary>It answers, but not within its budget.</summary>
    Slow,

    Down,
}
