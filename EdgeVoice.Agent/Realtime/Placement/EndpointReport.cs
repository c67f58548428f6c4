namespace EdgeVoice.Agent.Realtime.Placement;

/// <summary>What is known of an endpoint at one moment.</summary>
/// <param name="Age">Time since the last news of it.</param>
/// <param name="Chosen">New sessions are opened here.</param>
internal sealed record EndpointReport(ProviderEndpoint Endpoint, EndpointState State, TimeSpan? Handshake, TimeSpan? Age, bool Chosen);
