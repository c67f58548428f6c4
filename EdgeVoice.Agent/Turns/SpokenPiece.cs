namespace EdgeVoice.Agent.Turns;

/// <summary>Speech of the agent without a pause of its own making.</summary>
internal readonly record struct SpokenPiece(TimeSpan From, TimeSpan To);
