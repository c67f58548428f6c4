using System.Text.RegularExpressions;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Endpoints;

/// <summary><c>GET /v1/realtime?model=…</c>: checks everything that the provider checks before it upgrades.</summary>
internal static partial class RealtimeEndpoint
{
    public static void MapRealtime(this IEndpointRouteBuilder routes) => routes.Map("/v1/realtime", HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, BearerKey key, FaultPlan plan, SessionConnection connection)
    {
        if (!key.IsSentBy(context.Request))
        {
            return ProviderError.InvalidApiKey();
        }

        IReadOnlyList<Fault> requested;
        try
        {
            requested = FaultHeader.Parse(context.Request.Headers[FaultHeader.Name]);
        }
        catch (FormatException exception)
        {
            return ProviderError.Json(StatusCodes.Status400BadRequest, exception.Message, "invalid_request_error", "invalid_fault");
        }

        var fault = requested.FirstOrDefault(candidate => FaultKinds.Connect.Contains(candidate.Kind)) ?? plan.TakeForConnect(SafetyIdentifier.Of(context.Request));
        if (fault is not null)
        {
            return await ConnectFault.MeetAsync(fault, context);
        }

        if (Refusal(context) is { } refusal)
        {
            return refusal;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await connection.RunAsync(context, socket, context.Request.Query["model"].ToString(), requested);
        return Results.Empty;
    }

    private static IResult? Refusal(HttpContext context)
    {
        var model = context.Request.Query["model"].ToString();
        if (model.Length == 0)
        {
            return ProviderError.Json(StatusCodes.Status400BadRequest, "You must provide a model parameter.", "invalid_request_error", "missing_model", "model");
        }

        if (!KnownModel().IsMatch(model))
        {
            return ProviderError.Json(StatusCodes.Status404NotFound, $"The model '{model}' does not exist or you do not have access to it.",
                "invalid_request_error", "model_not_found", "model");
        }

        return context.WebSockets.IsWebSocketRequest
            ? null
            : ProviderError.Json(StatusCodes.Status426UpgradeRequired, "This endpoint speaks WebSocket.", "invalid_request_error", "upgrade_required");
    }

    [GeneratedRegex("^gpt-(realtime|audio|4o-realtime|4o-mini-realtime)[a-z0-9.-]{0,40}\\z")]
    private static partial Regex KnownModel();
}
