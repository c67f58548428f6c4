using System.Net;
using Microsoft.AspNetCore.Connections;

namespace EdgeVoice.CloudflareEmulator.Connector;

internal sealed class TunnelListenerFactory(EdgeDialer dialer) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is TunnelEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>(new TunnelListener(endpoint, dialer));
}
