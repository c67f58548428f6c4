namespace EdgeVoice.Gateway.Health;

/// <summary>A part's last known state and how old the knowledge is.</summary>
internal sealed record PartReport(PartState State, long? AgeMs, string Detail);
