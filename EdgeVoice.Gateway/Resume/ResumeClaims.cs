namespace EdgeVoice.Gateway.Resume;

/// <summary>What a call's secret says: enough to go on with the call where nothing is known of it.</summary>
internal sealed record ResumeClaims(string CallId, int Generation, string Persona, string Locale, DateTimeOffset StartedAt);
