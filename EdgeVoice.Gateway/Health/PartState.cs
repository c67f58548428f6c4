namespace EdgeVoice.Gateway.Health;

internal enum PartState
{
    /// <summary>Not asked yet.</summary>
    Unknown,
    Up,
    Down,

    /// <summary>No slot is free: healthy, but the edge shall steer elsewhere.</summary>
    Full,
}
