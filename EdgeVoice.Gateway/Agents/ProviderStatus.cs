namespace EdgeVoice.Gateway.Agents;

/// <summary>A provider endpoint as an agent sees it, who holds the key and makes the canary's handshake.</summary>
/// <param name="State"><c>unknown</c>, <c>healthy</c>, <c>slow</c> or <c>down</c>.</param>
/// <param name="HandshakeMs">Time of the last handshake, in milliseconds.</param>
/// <param name="AgeMs">Age of that knowledge, in milliseconds.</param>
internal sealed record ProviderStatus(string Name, string State, long? HandshakeMs, long? AgeMs, bool Chosen);
