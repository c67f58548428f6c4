namespace EdgeVoice.Agent.Turns;

/// <summary>What a new provider session owes the caller.</summary>
internal enum Recovery
{
    None,

    /// <summary>The answer that had not begun.</summary>
    Answer,

    /// <summary>The rest of an answer that broke off.</summary>
    GoOn,
}
