using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace EdgeVoice.CloudflareEmulator.Status;

/// <summary>The addresses that the ports have got.</summary>
internal sealed class ListenerAddresses(IServer server, IReadOnlyList<Proxy.Listener> listeners)
{
    public string? Public => At(listener => listener.Kind == Proxy.ListenerKind.Public);

    public string? Tunnel => At(listener => listener.Kind == Proxy.ListenerKind.Tunnel);

    public string? Region(string pool) => At(listener => listener.Pool == pool);

    // The server keeps its addresses in the order in which they were asked for.
    private string? At(Func<Proxy.Listener, bool> which) =>
        listeners.Index().FirstOrDefault(pair => which(pair.Item)) is { Item: not null } found
            ? server.Features.Get<IServerAddressesFeature>()?.Addresses.ElementAtOrDefault(found.Index)
            : null;
}
