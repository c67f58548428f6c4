using System.Net;
using System.Text.Json;
using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Features;
using EdgeVoice.Gateway.Personas;
using EdgeVoice.Gateway.Resume;
using EdgeVoice.Gateway.Telemetry;

namespace EdgeVoice.Gateway.Peers;

/// <summary>What one region's gateway asks of another's. An offer made here is never asked for any further.</summary>
internal static class PeersApi
{
    public const string Path = "/internal/calls";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public static void MapPeers(this IEndpointRouteBuilder routes) => routes.MapPost(Path, PostAsync);

    private static async Task<IResult> PostAsync(
        HttpContext context, PeerPass pass, PersonaCatalog personas, CallOffers offers, ResumeTokens tokens, CallResumption resumption, GatewayTelemetry telemetry)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!await pass.IsValidAsync(Bearer.Of(context.Request)))
        {
            return CallProblems.Unauthorized();
        }

        PeerRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync<PeerRequest>(s_json, context.RequestAborted);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return CallProblems.Invalid(new Dictionary<string, string[]> { ["body"] = ["Must be a call as a peer passes it on."] });
        }

        var outcome = await DecideAsync(context, request, personas, offers, tokens, resumption);
        if (outcome?.Offer is { } offer)
        {
            telemetry.Admitted("for-peer");
            return Results.Json(offer, statusCode: StatusCodes.Status201Created);
        }

        return outcome is { Refusal: { } refusal }
            ? CallProblems.For(context, refusal)
            : CallProblems.Invalid(new Dictionary<string, string[]> { ["persona"] = ["Must be one that this region knows too."] });
    }

    private static async Task<CallOutcome?> DecideAsync(
        HttpContext context, PeerRequest? request, PersonaCatalog personas, CallOffers offers, ResumeTokens tokens, CallResumption resumption)
    {
        var place = new CallerPlace(request?.City, request?.Country);
        // What the peer knows: where its own caller is, not where the peer is.
        var client = IPAddress.TryParse(request?.Client, out var address) ? address : null;
        if (request is { CallId: { } callId, Resume: { ResumeToken: not null, Reason: not null } resume })
        {
            return await tokens.VerifyAsync(resume.ResumeToken, callId) is { } claims
                ? await resumption.ResumeAsync(context, claims, resume, place, client)
                : CallOutcome.Refused(CallProblems.AlreadyResumed);
        }

        return request is { Persona: { } persona, Locale: { } locale } && personas.Contains(persona)
            ? await offers.NewCallAsync(context, new CallRequest(persona, locale), place, ClientAddresses.OwnerOf(client, personas.TenantOf(persona)))
            : null;
    }
}
