using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Slots;
using EdgeVoice.Gateway.Telemetry;

namespace EdgeVoice.Gateway.Signalling;

/// <summary>Lets a signalling request pass to LiveKit if its token opens a call that holds a slot. Once, and after that only for
/// who shows more than an address does: the call's cookie, or a token in a header, as native clients send it.</summary>
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

        var (value, inHeader) = ReadToken(context);
        var token = await verifier.VerifyAsync(value);
        if (token is null)
        {
            telemetry.Join(null);
            await RefuseAsync(context, "invalid token");
            return;
        }

        var proven = inHeader || cookie.IsValid(context, token.Room);
        var verdict = ledger.BeginJoin(token.Room, token.TokenId, proven, token.Expired);
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
    private static (string? Value, bool InHeader) ReadToken(HttpContext context)
    {
        if (context.Features.Get<SignallingToken>() is { Value: { Length: > 0 } value })
        {
            return (value, false);
        }

        const string Scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? (header[Scheme.Length..].Trim(), true) : (null, false);
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
    private static Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }
}
