namespace EdgeVoice.Gateway.Health;

/// <summary>The answer to a health request, written once and sent many times.</summary>
/// <param name="StatusCode">200 or 503.</param>
/// <param name="Brief">JSON for anybody.</param>
/// <param name="Detail">JSON for those who may see each part.</param>
internal sealed record HealthAnswer(int StatusCode, ReadOnlyMemory<byte> Brief, ReadOnlyMemory<byte> Detail);
