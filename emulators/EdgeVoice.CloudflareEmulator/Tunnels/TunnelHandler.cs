namespace EdgeVoice.CloudflareEmulator.Tunnels;

/// <summary>Sends each request through the next connection of a tunnel, and through another if that one turns out to be gone.</summary>
internal sealed class TunnelHandler(TunnelRegistry registry, string tunnel) : HttpMessageHandler
{
    private uint _next;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var connections = registry.Of(tunnel);
        var first = Interlocked.Increment(ref _next);
        for (var i = 0; i < connections.Count; i++)
        {
            var connection = connections[(int)((first + i) % connections.Count)];
            try
            {
                return await connection.Invoker.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.GetBaseException() is TunnelGoneException)
            {
                // Nothing was sent: the client found that it would have to dial.
            }
            catch (ObjectDisposedException)
            {
                // It went between being chosen and being used.
            }
        }

        throw new NoTunnelException(tunnel);
    }
}
