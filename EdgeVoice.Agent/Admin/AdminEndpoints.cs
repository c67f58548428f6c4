using System.Net;
using EdgeVoice.Agent.LiveKit.Worker;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Admin;

/// <summary>What the region's gateway and the machine's owner may ask of this worker; from the region's own network only.</summary>
internal static class AdminEndpoints
{
    private const int LongestSeconds = 86_400;

    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Connection.RemoteIpAddress is { } from && !IsInside(from)
                ? Results.Problem("Ask from the worker's own machine or the region's private network.", statusCode: StatusCodes.Status403Forbidden)
                : await next(context).ConfigureAwait(false));
        admin.MapPost("/drain", Drain);
        admin.MapDelete("/drain", (AgentWorker worker) =>
        {
            worker.EndDrain();
            return Results.NoContent();
        });
    }

    // Loopback, and the ranges of RFC 1918, RFC 4193 and link-local addresses, in which pods and nodes of a cell are.
    private static bool IsInside(IPAddress address)
    {
        var from = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(from) || from.IsIPv6UniqueLocal || from.IsIPv6LinkLocal
            || (from.GetAddressBytes() is [10, _, _, _] or [172, >= 16 and <= 31, _, _] or [192, 168, _, _] or [169, 254, _, _]);
    }

    private static IResult Drain(DrainRequest? request, AgentWorker worker, WorkerState state, IOptions<WorkerOptions> options)
    {
        var seconds = request?.LimitSeconds ?? options.Value.DrainSeconds;
        if (seconds is < 0 or > LongestSeconds)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["limitSeconds"] = [$"limitSeconds is {seconds}: set it to 0 to {LongestSeconds}, or leave it out for the configured limit."] });
        }

        // Not waited for: the answer says that it has begun, the status when it is done.
        _ = worker.DrainAsync(TimeSpan.FromSeconds(seconds));
        return Results.Accepted(value: new { limitSeconds = seconds, active = state.Active });
    }
}
