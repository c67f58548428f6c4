namespace EdgeVoice.Agent.Calls.Generations;

internal enum FenceState
{
    /// <summary>The call is ours.</summary>
    Held,

    /// <summary>Another agent holds it, or took our generation first.</summary>
    Lost,

    /// <summary>PostgreSQL does not answer. A call goes on without it.</summary>
    Unknown,
}
