using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Gateway.Telemetry;

namespace EdgeVoice.Gateway.Signalling;

/// <summary>Lets a signalling request pass to LiveKit if its token opens a call that holds a slot, and a first join only once.</summary>
internal sealed class SignallingGate(
    TokenVerifier verifier, TokenMinter minter, SlotLedger ledger, CallCookie cookie, SignallingSockets sockets, LiveKitDoubt doubt, GatewayTelemetry telemetry)
{
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        // CONNECT opens a WebSocket over HTTP/2; YARP cannot name it in a route.
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsConnect(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET";
            return;
        }

        var value = ReadToken(context);
        var token = await verifier.VerifyAsync(value);
        if (token is null)
        {
            telemetry.Join(null);
            await RefuseAsync(context, "invalid token");
            return;
        }

        if (!TryReadReconnect(context.Request, out var reconnect))
        {
            await RefuseAsync(context, "join_request is not a base64url WrappedJoinRequest", StatusCodes.Status400BadRequest);
            return;
        }

        var returning = reconnect || cookie.IsValid(context, token.Room);
        var verdict = ledger.BeginJoin(token.Room, token.TokenId, returning, token.Expired);
        telemetry.Join(verdict);
        if (Refusal(verdict) is { } reason)
        {
            await RefuseAsync(context, reason);
            return;
        }

        SignallingPass? pass = null;
        try
        {
            pass = new SignallingPass(token.Room, token.Expired ? minter.MintReturn(token.Room, token.Identity) : value!, verdict);
            context.Features.Set(pass);
            sockets.Add(context);
            await next(context);
        }
        finally
        {
            sockets.Remove(context);
            // A caller that hangs up ends the way to LiveKit in order, and LiveKit its side of it: one question too many is cheap.
            if (!context.RequestAborted.IsCancellationRequested)
            {
                doubt.Raise();
            }

            if (pass is not { IsAnswered: true })
            {
                ledger.JoinFailed(token.Room, verdict);
            }
        }
    }

    // A query token was set aside by TokenHidingContextFactory; native clients send a header.
    private static string? ReadToken(HttpContext context)
    {
        if (context.Features.Get<SignallingToken>() is { Value: { Length: > 0 } value })
        {
            return value;
        }

        const string Scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    private static bool TryReadReconnect(HttpRequest request, out bool reconnect)
    {
        reconnect = request.Query["reconnect"].ToString() is "1" or "true";
        var joinRequest = request.Query["join_request"].ToString();
        if (joinRequest.Length == 0)
        {
            return true;
        }

        if (!JoinRequestReader.TryReadReconnect(joinRequest, out var inRequest))
        {
            return false;
        }

        reconnect |= inRequest;
        return true;
    }

    private static string? Refusal(JoinVerdict verdict) => verdict switch
    {
        JoinVerdict.First or JoinVerdict.Resume => null,
        JoinVerdict.Expired => "token is expired: ask for a new call",
        JoinVerdict.AlreadyUsed => "token was used already: ask for a new call",
        JoinVerdict.InProgress => "token is being used by another connection",
        _ => "no such call: it is over or was never admitted",
    };

    // Plain text with open CORS, as LiveKit answers: its SDKs show this body to the developer.
    private static Task RefuseAsync(HttpContext context, string reason, int status = StatusCodes.Status401Unauthorized)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }
}
