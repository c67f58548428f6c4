using System.Globalization;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Features;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Hosting;

/// <summary>Takes a region out of service and back, for its operator.</summary>
internal static class DrainApi
{
    private const string Path = "/admin/drain";
    private const string Limit = "limitSeconds";
    private const int MaxLimit = 7_200;

    public static void MapDrain(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, BeginAsync);
        routes.MapDelete(Path, EndAsync);
    }

    private static async Task<IResult> BeginAsync(HttpContext context, DrainState drain, AgentDrain agents, IOptions<GatewayOptions> options)
    {
        if (!LocalCaller.IsTrusted(context, options.Value.AdminToken))
        {
            return CallProblems.Unauthorized();
        }

        var text = context.Request.Query[Limit].ToString();
        var limit = options.Value.HandoverSeconds;
        if (text.Length > 0 && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit > MaxLimit))
        {
            return CallProblems.Invalid(new Dictionary<string, string[]> { [Limit] = [FormattableString.Invariant($"Must be a number of seconds from 0 to {MaxLimit}.")] });
        }

        drain.Begin();
        var (heard, all) = await agents.BeginAsync(limit, context.RequestAborted);
        return Results.Json(new { draining = true, limitSeconds = limit, agents = all, agentsTold = heard });
    }

    private static async Task<IResult> EndAsync(HttpContext context, DrainState drain, AgentDrain agents, IOptions<GatewayOptions> options)
    {
        if (!LocalCaller.IsTrusted(context, options.Value.AdminToken))
        {
            return CallProblems.Unauthorized();
        }

        drain.End();
        var (heard, all) = await agents.EndAsync(context.RequestAborted);
        return Results.Json(new { draining = drain.IsDraining, agents = all, agentsTold = heard });
    }
}
