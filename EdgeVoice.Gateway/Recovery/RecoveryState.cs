namespace EdgeVoice.Gateway.Recovery;

internal enum RecoveryState
{
    /// <summary>A generation was taken and an agent sent for; it is on its way.</summary>
    Dispatched,

    /// <summary>Nobody will come any more: the call is elsewhere or over, or the agent did not come in time.</summary>
    GivenUp,
}
