using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace EdgeVoice.CloudflareEmulator.Tunnels;

/// <summary>The connections that each tunnel has at the moment. They come from outside in; the edge knows no address to dial.</summary>
internal sealed class TunnelRegistry
{
    private readonly ConcurrentDictionary<string, ImmutableArray<TunnelConnection>> _connections = new();
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> _invokers = new();

    public IReadOnlyList<TunnelConnection> Of(string tunnel) =>
        _connections.TryGetValue(tunnel, out var connections) ? [.. connections.Where(connection => connection.IsOpen)] : [];

    public void Add(string tunnel, TunnelConnection connection) =>
        _connections.AddOrUpdate(tunnel, [connection], (_, connections) => connections.Add(connection));

    public void Remove(string tunnel, TunnelConnection connection) =>
        _connections.AddOrUpdate(tunnel, [], (_, connections) => connections.Remove(connection));

    /// <summary>Sends requests through any connection of the tunnel.</summary>
    public HttpMessageInvoker Invoker(string tunnel) => _invokers.GetOrAdd(tunnel, name => new(new TunnelHandler(this, name)));
}
