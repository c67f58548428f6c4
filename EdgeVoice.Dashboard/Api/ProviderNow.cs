namespace EdgeVoice.Dashboard.Api;

internal sealed record ProviderNow(string Name, string State, double? HandshakeMs, bool Chosen);
