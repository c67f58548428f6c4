using EdgeVoice.Agent.LiveKit.Worker;

namespace EdgeVoice.Agent.Status;

/// <summary>What the region's gateway asks of its worker. No caller reaches it.</summary>
internal static class StatusEndpoint
{
    public static void MapStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/status", (WorkerState worker, Microsoft.Extensions.Options.IOptions<WorkerOptions> options) => Results.Json(new
        {
            region = options.Value.Region,
            slots = worker.Slots,
            active = worker.Active,
            draining = worker.Draining,
            registered = worker.Registered,
        }));
}
