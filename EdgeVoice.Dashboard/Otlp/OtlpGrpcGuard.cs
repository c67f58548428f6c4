using System.Globalization;
using Grpc.Core;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>Asks a gRPC call for its key before its message is read, which an interceptor could not.</summary>
internal sealed class OtlpGrpcGuard(RequestDelegate next, OtlpKeys keys)
{
    private const string ContentType = "application/grpc";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) != true || keys.Refuse(context) is not { } refusal)
        {
            return next(context);
        }

        // A status without a message travels in the headers ("Trailers-Only").
        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(refusal);
        return Task.CompletedTask;
    }
}
