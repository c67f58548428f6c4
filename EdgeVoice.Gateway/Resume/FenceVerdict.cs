namespace EdgeVoice.Gateway.Resume;

internal enum FenceVerdict
{
    /// <summary>The generation is the caller's.</summary>
    Taken,

    /// <summary>Whoever used the secret is in the call.</summary>
    AlreadyResumed,

    /// <summary>The call has ended by somebody's wish, or nobody came back to it.</summary>
    Ended,

    /// <summary>Another one has taken over the call meanwhile.</summary>
    Superseded,

    /// <summary>Others were faster again and again; nothing is decided.</summary>
    Contended,

    /// <summary>Postgres does not answer, so that nobody can tell.</summary>
    Unreachable,
}
