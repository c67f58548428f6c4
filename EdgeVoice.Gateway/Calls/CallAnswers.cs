using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Signalling;
using EdgeVoice.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Calls;

/// <summary>Turns an offer, or its refusal, into the caller's answer.</summary>
internal sealed class CallAnswers(CallCookie cookie, PublicUrl publicUrl, GatewayTelemetry telemetry, IOptions<GatewayOptions> options)
{
    public IResult Of(HttpContext context, CallOutcome outcome)
    {
        if (outcome.Offer is not { } offer)
        {
            telemetry.Refused(outcome.Refusal!);
            return CallProblems.For(context, outcome.Refusal!);
        }

        var here = offer.Region == options.Value.Region;
        telemetry.Admitted(here ? "here" : "peer");
        if (here)
        {
            cookie.Set(context, offer.Room, publicUrl.IsSecure(context.Request));
        }

        return Results.Json(offer, statusCode: StatusCodes.Status201Created);
    }
}
