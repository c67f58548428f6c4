using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Features;
using EdgeVoice.Gateway.Peers;
using EdgeVoice.Gateway.Telemetry;

namespace EdgeVoice.Gateway.Resume;

/// <summary>How a caller that lost its call finds it again.</summary>
internal static class ResumeApi
{
    private const string Path = "/api/calls/{callId}";

    public static void MapResume(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path + "/resume", ResumeAsync).RequireRateLimiting(RateLimitFeature.ResumePolicy);
        routes.MapGet(Path, StateAsync);
        routes.MapMethods(Path, [HttpMethods.Options], Preflight);
    }

    private static async Task<IResult> ResumeAsync(
        string callId, HttpContext context, ResumeTokens tokens, CallResumption resumption, PeerOffers peers, CallAnswers answers, GatewayTelemetry telemetry)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            return CallProblems.Forbidden();
        }

        ResumeRequest? request;
        try
        {
            (request, var errors) = await ResumeRequestReader.ReadAsync(context.Request, context.RequestAborted);
            if (request is null)
            {
                return CallProblems.Invalid(errors);
            }
        }
        catch (BadHttpRequestException exception)
        {
            return CallProblems.Unreadable(exception);
        }

        if (await tokens.VerifyAsync(request.ResumeToken, callId) is not { } claims)
        {
            telemetry.Refused(CallProblems.WrongToken);
            return CallProblems.Unauthorized();
        }

        var (place, client) = (CallerPlace.Of(context), ClientAddresses.Of(context));
        var outcome = await resumption.ResumeAsync(context, claims, request, place, client);
        if (outcome.Offer is null && CallProblems.IsRegional(outcome.Refusal!))
        {
            outcome = await peers.InsteadOfAsync(outcome, PeerRequest.ToResume(callId, request, place, client), context.RequestAborted);
        }

        return answers.Of(context, outcome);
    }

    private static async Task<IResult> StateAsync(string callId, HttpContext context, ResumeTokens tokens, CallStanding standing)
    {
        context.Response.Headers.CacheControl = "no-store";
        // The page may have come from another of our names; it sends no cookies, only the call's secret.
        context.Response.Headers.AccessControlAllowOrigin = "*";
        if (await tokens.VerifyAsync(Bearer.Of(context.Request), callId) is not { } claims)
        {
            return CallProblems.Unauthorized();
        }

        var (generation, state) = standing.Of(callId, claims.Generation);
        return Results.Json(new { callId, generation, state });
    }

    private static IResult Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET";
        headers.AccessControlAllowHeaders = "Authorization";
        headers.AccessControlMaxAge = "3600";
        return Results.NoContent();
    }
}
