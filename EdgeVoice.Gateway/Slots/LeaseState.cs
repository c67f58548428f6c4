namespace EdgeVoice.Gateway.Slots;

internal enum LeaseState
{
    /// <summary>A token was handed out and not used yet.</summary>
    Reserved,

    /// <summary>The token was used or the room exists.</summary>
    Active,

    /// <summary>The call has moved on to a younger generation, and its slot with it; kept until the room is gone.</summary>
    Superseded,
}
