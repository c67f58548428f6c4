namespace EdgeVoice.Agent.Realtime;

/// <summary>What is to be done about a session's silence.</summary>
internal enum LifeCheck
{
    /// <summary>Nothing.</summary>
    Fine,

    /// <summary>Ask it something that it answers at once.</summary>
    Ask,

    /// <summary>It was asked and says nothing.</summary>
    Dead,
}
