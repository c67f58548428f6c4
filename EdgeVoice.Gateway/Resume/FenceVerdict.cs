namespace EdgeVoice.Gateway.Resume;

internal enum FenceVerdict
{
    /// <summary>The generation is the caller's.</summary>
    Taken,

    /// <summary>The secret was used already, by another attempt.</summary>
    AlreadyResumed,

    /// <summary>The call has ended by somebody's wish.</summary>
    Ended,

    /// <summary>Another one has taken over the call meanwhile.</summary>
    Superseded,

    /// <summary>Postgres does not answer, so that nobody can tell.</summary>
    Unreachable,
}
