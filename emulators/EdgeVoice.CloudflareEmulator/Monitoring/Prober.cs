using System.Diagnostics;
using System.Net;
using EdgeVoice.CloudflareEmulator.Configuration;
using EdgeVoice.CloudflareEmulator.Definition;
using EdgeVoice.CloudflareEmulator.Tunnels;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Monitoring;

/// <summary>Asks one origin, through its tunnel, whether it takes calls.</summary>
internal sealed class Prober(EdgeDefinition definition, TunnelRegistry tunnels, IOptions<EdgeOptions> options, TimeProvider time)
{
    private const string UserAgent = "Mozilla/5.0 (compatible;Cloudflare-Traffic-Manager/1.0; +https://www.cloudflare.com/traffic-manager/;)";

    // Of a body that is searched for a text; more is not read.
    private const int MaxBody = 64 * 1024;

    public async Task<ProbeResult> ProbeAsync(OriginDefinition origin, CancellationToken cancellationToken)
    {
        var monitor = definition.Monitor;
        var result = await OnceAsync(origin, monitor, cancellationToken);
        for (var retry = 0; retry < monitor.Retries && !result.Ok; retry++)
        {
            result = await OnceAsync(origin, monitor, cancellationToken);
        }

        return result;
    }

    private async Task<ProbeResult> OnceAsync(OriginDefinition origin, MonitorDefinition monitor, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.MonitorTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : monitor.Timeout);
        try
        {
            using var request = Request(origin, monitor);
            using var response = await tunnels.Invoker(origin.Tunnel).SendAsync(request, limit.Token);
            var status = (int)response.StatusCode;
            var ok = monitor.Accepts(status) && await HasBodyAsync(response, monitor.ExpectedBody, limit.Token);
            return Result(ok, ok ? $"{status}" : monitor.Accepts(status) ? $"{status} without the expected body" : $"{status}, expected {monitor.ExpectedCodes}", started);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(ok: false, "timed out", started);
        }
        catch (NoTunnelException)
        {
            return Result(ok: false, "no tunnel connection", started);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Result(ok: false, $"connection lost: {exception.GetBaseException().Message}", started);
        }
    }

    private static HttpRequestMessage Request(OriginDefinition origin, MonitorDefinition monitor)
    {
        var request = new HttpRequestMessage(new HttpMethod(monitor.Method), new Uri(TunnelConnection.Origin, monitor.Path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, value) in monitor.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.Host = origin.Host;
        request.Headers.UserAgent.ParseAdd(UserAgent);
        return request;
    }

    private static async Task<bool> HasBodyAsync(HttpResponseMessage response, string? expected, CancellationToken cancellationToken)
    {
        if (expected is null)
        {
            return true;
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxBody];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length).Contains(expected, StringComparison.OrdinalIgnoreCase);
    }

    private ProbeResult Result(bool ok, string reason, long started) => new(time.GetUtcNow(), ok, reason, Stopwatch.GetElapsedTime(started));
}
