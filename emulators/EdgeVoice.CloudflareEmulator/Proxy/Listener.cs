namespace EdgeVoice.CloudflareEmulator.Proxy;

/// <summary>Which of the edge's ports a connection came to. On one machine a port stands for a name.</summary>
/// <param name="Kind">What the port is for.</param>
/// <param name="Pool">The region whose own name it is.</param>
internal sealed record Listener(ListenerKind Kind, string? Pool = null);
