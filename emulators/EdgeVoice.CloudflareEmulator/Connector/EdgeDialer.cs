using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using EdgeVoice.CloudflareEmulator.Tunnels;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>Dials the edge and dials again, with backoff, whenever a connection is lost or refused.</summary>
internal sealed partial class EdgeDialer(IOptions<TunnelOptions> options, Partition partition, ConnectorState state, TimeProvider time, ILogger<EdgeDialer> logger)
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(5);

    // The first wait is MaxBackoff divided by this; each further one is twice the last.
    private const double FirstBackoffDivisor = 20;

    private readonly TunnelEndPoint _endPoint = new();

    public Task KeepConnectedAsync(ChannelWriter<ConnectionContext> connections, CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Connections).Select(index => KeepConnectedAsync(index, connections, stopping)));

    private async Task KeepConnectedAsync(int index, ChannelWriter<ConnectionContext> connections, CancellationToken stopping)
    {
        var longest = TimeSpan.FromSeconds(options.Value.MaxBackoff);
        var wait = longest / FirstBackoffDivisor;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (await TryDialAsync(index, stopping) is { } connection)
                {
                    wait = longest / FirstBackoffDivisor;
                    state.Connected(index);
                    await connections.WriteAsync(connection, stopping);
                    await connection.Ended.WaitAsync(stopping);
                    state.Disconnected(index);
                    Lost(index);
                }

                state.Retrying();
                // Jitter: the connections of all regions should not come back in step.
                await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), time, stopping);
                wait = wait * 2 < longest ? wait * 2 : longest;
            }
        }
        catch (OperationCanceledException)
        {
            state.Disconnected(index);
        }
    }

    private async Task<TunnelConnectionContext?> TryDialAsync(int index, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(s_connectTimeout);
        // Not pooled: the handler goes with the connection, which leaves it by the upgrade.
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        var client = new HttpMessageInvoker(handler);
        try
        {
            await partition.PassAsync(limit.Token);
            var response = await client.SendAsync(Request(index), limit.Token);
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
            {
                return new(new PartitionedStream(await response.Content.ReadAsStreamAsync(limit.Token), partition), index, _endPoint);
            }

            state.Failed();
            Refused(index, (int)response.StatusCode);
            response.Dispose();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            stopping.ThrowIfCancellationRequested();
            state.Failed();
            NotReached(index, exception is OperationCanceledException ? "timed out" : exception.Message);
        }

        client.Dispose();
        return null;
    }

    private HttpRequestMessage Request(int index)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(options.Value.Edge), TunnelEndpoint.Path)) { Version = HttpVersion.Version11 };
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue(TunnelEndpoint.Protocol));
        request.Headers.Authorization = new("Bearer", options.Value.Token);
        request.Headers.Add(TunnelEndpoint.ConnectorHeader, state.ConnectorId.ToString());
        request.Headers.Add(TunnelEndpoint.IndexHeader, index.ToString(CultureInfo.InvariantCulture));
        return request;
    }

    [LoggerMessage(1, LogLevel.Information, "Connection {Index} to the edge is lost")]
    private partial void Lost(int index);

    [LoggerMessage(2, LogLevel.Warning, "The edge refused connection {Index}: {Status}")]
    private partial void Refused(int index, int status);

    [LoggerMessage(3, LogLevel.Debug, "Connection {Index}: the edge is not reached: {Reason}")]
    private partial void NotReached(int index, string reason);
}
