namespace EdgeVoice.Agent.Turns;

/// <param name="Onset">When the first of the speech reached us, since the call began.</param>
internal sealed record SpeechStart(string ItemId, TimeSpan Onset);
