namespace EdgeVoice.Agent.Tools.Effects;

internal enum EffectOutcome
{
    /// <summary>It is done, now or by an earlier try with the same key.</summary>
    Made,

    /// <summary>There was no room for it.</summary>
    Refused,

    /// <summary>A younger agent holds the call: this one may do nothing any more.</summary>
    Fenced,
}
