namespace EdgeVoice.Agent.Turns;

/// <summary>Recorded sentences, for when the provider cannot speak.</summary>
internal enum Clip
{
    /// <summary>"One moment, please."</summary>
    OneMoment,

    /// <summary>"Sorry, we were cut off."</summary>
    CutOff,

    /// <summary>"I am sorry, I have a technical problem. Please call again in a few minutes. Goodbye."</summary>
    TechnicalProblem,
}
