using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Features;
using EdgeVoice.Gateway.Signalling;
using EdgeVoice.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Calls;

internal static class CallsApi
{
    public static void MapCalls(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/calls", PostAsync).RequireRateLimiting(RateLimitFeature.CallsPolicy);

    private static async Task<IResult> PostAsync(
        HttpContext context, CallRequestReader reader, CallAdmission admission, PublicUrl publicUrl, CallCookie cookie,
        GatewayTelemetry telemetry, IOptions<GatewayOptions> options)
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

        var (callId, token, refusal) = await admission.AdmitAsync(request, context.RequestAborted);
        if (token is null)
        {
            telemetry.Refused(refusal!);
            activity?.SetTag(GatewayTelemetryNames.ReasonTag, refusal);
            return CallProblems.Unavailable(context, refusal!);
        }

        telemetry.Admitted();
        activity?.SetTag(GatewayTelemetryNames.CallTag, callId);
        activity?.SetTag(GatewayTelemetryNames.PersonaTag, request.Persona);
        cookie.Set(context, callId, publicUrl.IsSecure(context.Request));
        var response = new CallResponse(callId, callId, publicUrl.For(context.Request), token.Value, token.Identity, options.Value.Region, token.ExpiresAt);
        return Results.Json(response, statusCode: StatusCodes.Status201Created);
    }
}
