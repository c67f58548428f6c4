namespace EdgeVoice.Gateway.Health;

internal enum PartState
{
    /// <summary>Not asked yet, or not told.</summary>
    Unknown,
    Up,

    /// <summary>Calls go on without it for a while: no reason to steer them elsewhere.</summary>
    Degraded,
    Down,

    /// <summary>Nothing is free: healthy, but the edge shall steer elsewhere.</summary>
    Full,
}
