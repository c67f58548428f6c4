using EdgeVoice.CloudflareEmulator.Configuration;
using EdgeVoice.CloudflareEmulator.Definition;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Tunnels;

/// <summary>Where connectors arrive: an upgraded request becomes a tunnel connection if its token opens one of the definition's tunnels.</summary>
internal sealed partial class TunnelEndpoint(
    EdgeDefinition definition, TunnelRegistry registry, IOptions<EdgeOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<TunnelEndpoint> logger)
{
    public const string Path = "/tunnel";
    public const string Protocol = "edgevoice-tunnel";
    public const string ConnectorHeader = "Cf-Connector-Id";
    public const string IndexHeader = "Cf-Connection-Index";

    private const string Scheme = "Bearer ";

    private readonly (TunnelDefinition Tunnel, TunnelToken Token)[] _tokens =
        [.. options.Value.TunnelTokens.Select(pair => (definition.Tunnels.Single(tunnel => tunnel.Name == pair.Key), TunnelToken.TryParse(pair.Value, out var token) ? token : throw new InvalidOperationException("checked at start")))];

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || context.Request.Headers.Upgrade != Protocol)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (Find(context.Request.Headers.Authorization.ToString()) is not { } tunnel)
        {
            Refused();
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        _ = Guid.TryParse(context.Request.Headers[ConnectorHeader], out var connector);
        _ = int.TryParse(context.Request.Headers[IndexHeader], out var index);
        context.Response.Headers.Upgrade = Protocol;
        await using var stream = await upgrade.UpgradeAsync();
        using var connection = new TunnelConnection(stream, connector, index, time.GetUtcNow(), TimeSpan.FromSeconds(options.Value.KeepAlive));
        registry.Add(tunnel.Label, connection);
        Connected(tunnel.Name, index);
        try
        {
            await connection.Ended.WaitAsync(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            registry.Remove(tunnel.Label, connection);
            Disconnected(tunnel.Name, index);
        }
    }

    private TunnelDefinition? Find(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && TunnelToken.TryParse(header[Scheme.Length..], out var shown)
            ? _tokens.FirstOrDefault(known => known.Token.Matches(shown)).Tunnel
            : null;

    [LoggerMessage(1, LogLevel.Information, "Tunnel {Tunnel}: connection {Index} is up")]
    private partial void Connected(string tunnel, int index);

    [LoggerMessage(2, LogLevel.Information, "Tunnel {Tunnel}: connection {Index} is gone")]
    private partial void Disconnected(string tunnel, int index);

    [LoggerMessage(3, LogLevel.Warning, "A connector was refused: its token opens none of the tunnels")]
    private partial void Refused();
}
