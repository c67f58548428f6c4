using System.Net;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>What cloudflared answers on its metrics port, and the switch for partitions.</summary>
internal static class ConnectorApi
{
    public static void MapConnector(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ready", (ConnectorState state) => Ready(state));
        routes.MapGet("/healthcheck", () => "OK\n");
        routes.MapGet("/metrics", (ConnectorState state) => Results.Text(ConnectorMetrics.Write(state), ConnectorMetrics.ContentType));
        var switches = routes.MapGroup("/emulator").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) ? await next(context) : Results.NotFound());
        switches.MapGet("/partition", (Partition partition) => Shown(partition));
        switches.MapPost("/partition", (PartitionRequest? wanted, Partition partition) =>
        {
            partition.Set(wanted?.On ?? true);
            return Shown(partition);
        });
        switches.MapDelete("/partition", (Partition partition) =>
        {
            partition.Set(false);
            return Shown(partition);
        });
    }

    private static IResult Ready(ConnectorState state)
    {
        var status = state.Connections > 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Results.Json(new { status, readyConnections = state.Connections, connectorId = state.ConnectorId }, statusCode: status);
    }

    private static IResult Shown(Partition partition) => Results.Json(new { on = partition.IsOn });
}
