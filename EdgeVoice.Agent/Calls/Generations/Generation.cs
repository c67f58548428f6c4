namespace EdgeVoice.Agent.Calls.Generations;

/// <summary>Somebody took a call.</summary>
internal sealed record Generation(int Number, string Region, string Room, DateTimeOffset TakenAt);
