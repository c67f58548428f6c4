namespace EdgeVoice.Gateway.Health;

internal sealed record HealthReport(string Status, string Region, bool Draining, IReadOnlyDictionary<string, PartReport> Parts);
