namespace EdgeVoice.Gateway.Slots;

internal enum JoinVerdict
{
    /// <summary>First use of the call's token; it is spent when the upgrade succeeds.</summary>
    First,

    /// <summary>The caller returns to a call that is going on.</summary>
    Resume,
    NoCall,
    AlreadyUsed,
    InProgress,
    Expired,
}
