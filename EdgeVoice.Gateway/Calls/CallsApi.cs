using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Features;
using EdgeVoice.Gateway.Peers;
using EdgeVoice.Gateway.Personas;
using EdgeVoice.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Calls;

internal static class CallsApi
{
    public static void MapCalls(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/calls", PostAsync).RequireRateLimiting(RateLimitFeature.CallsPolicy);
        routes.MapGet("/api/challenge", ChallengeAsync).RequireRateLimiting(RateLimitFeature.ResumePolicy);
    }

    // So that a caller need not be refused to learn it.
    private static async Task<IResult> ChallengeAsync(HttpContext context, ICallChallenge challenge)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await challenge.DemandAsync(null, ClientAddresses.Of(context), context.RequestAborted) is { } demand ? Results.Json(demand) : Results.NoContent();
    }

    private static async Task<IResult> PostAsync(
        HttpContext context, CallRequestReader reader, CallOffers offers, PeerOffers peers, CallAnswers answers, PersonaCatalog personas,
        ICallChallenge challenge, GatewayTelemetry telemetry, IOptions<GatewayOptions> options)
    {
        context.Response.Headers.CacheControl = "no-store";
        using var activity = GatewayTelemetry.StartAdmission(options.Value.Region);
        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            telemetry.Refused(CallProblems.CrossSite);
            return CallProblems.Forbidden();
        }

        CallRequestResult read;
        try
        {
            read = await reader.ReadAsync(context.Request, context.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            telemetry.Refused(CallProblems.InvalidRequest);
            return CallProblems.Unreadable(exception);
        }

        if (read.Request is not { } request)
        {
            telemetry.Refused(CallProblems.InvalidRequest);
            return CallProblems.Invalid(read.Errors);
        }

        var client = ClientAddresses.Of(context);
        if (await challenge.DemandAsync(request.Proof, client, context.RequestAborted) is { } demand)
        {
            telemetry.Refused(CallProblems.ChallengeRequired);
            return CallProblems.Challenged(demand);
        }

        var place = CallerPlace.Of(context);
        var outcome = await offers.NewCallAsync(context, request, place, ClientAddresses.OwnerOf(client, personas.TenantOf(request.Persona)));
        if (outcome.Offer is null && CallProblems.IsRegional(outcome.Refusal!))
        {
            outcome = await peers.InsteadOfAsync(outcome, PeerRequest.ForNewCall(request, place, client), context.RequestAborted);
        }

        activity?.SetTag(GatewayTelemetryNames.ReasonTag, outcome.Refusal);
        activity?.SetTag(GatewayTelemetryNames.CallTag, outcome.Offer?.CallId);
        activity?.SetTag(GatewayTelemetryNames.PersonaTag, outcome.Offer is null ? null : request.Persona);
        return answers.Of(context, outcome);
    }
}
