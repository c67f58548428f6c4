namespace EdgeVoice.Gateway.Slots;

internal enum LeaseState
{
    /// <summary>A token was handed out and not used yet.</summary>
    Reserved,

    /// <summary>The token was used or the room exists.</summary>
    Active,
}
