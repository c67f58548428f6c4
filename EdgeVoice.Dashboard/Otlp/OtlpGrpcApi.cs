using System.Buffers.Binary;
using System.Text;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>
/// OTLP's three unary calls over gRPC (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md): a message is a flag, a length
/// and bytes; the status comes in trailers.
/// </summary>
internal sealed class OtlpGrpcApi(OtlpReceiver receiver, OtlpKeys keys, IOptions<DashboardOptions> options)
{
    private const int PrefixBytes = 5;
    private const string ContentType = "application/grpc";

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "trace", "Trace", SignalKind.Traces);
        Map(routes, "logs", "Logs", SignalKind.Logs);
        Map(routes, "metrics", "Metrics", SignalKind.Metrics);
    }

    private void Map(IEndpointRouteBuilder routes, string package, string service, SignalKind kind) =>
        routes.MapPost($"/opentelemetry.proto.collector.{package}.v1.{service}Service/Export", context => HandleAsync(context, kind));

    private async Task HandleAsync(HttpContext context, SignalKind kind)
    {
        if (context.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        context.Response.ContentType = ContentType;
        if (keys.Refuse(context) is { } refusal)
        {
            End(context, GrpcStatus.Unauthenticated, refusal);
            return;
        }

        try
        {
            var message = await ReadMessageAsync(context).ConfigureAwait(false);
            await WriteAsync(context, receiver.Receive(kind, message, json: false)).ConfigureAwait(false);
            End(context, GrpcStatus.Ok, "");
        }
        catch (OtlpFormatException exception)
        {
            End(context, GrpcStatus.InvalidArgument, exception.Message);
        }
        catch (OtlpTooLargeException exception)
        {
            End(context, GrpcStatus.ResourceExhausted, exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            End(context, GrpcStatus.InvalidArgument, exception.Message);
        }
    }

    private async Task<byte[]> ReadMessageAsync(HttpContext context)
    {
        var limit = options.Value.Limits.MaxRequestBytes;
        var body = await OtlpBody.ReadAsync(context.Request.Body, encoding: null, limit + PrefixBytes, context.RequestAborted).ConfigureAwait(false);
        if (body.Length < PrefixBytes)
        {
            throw new OtlpFormatException("The call has no message.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1));
        if (length != body.Length - PrefixBytes)
        {
            throw new OtlpFormatException($"The message says it has {length} bytes and has {body.Length - PrefixBytes}.");
        }

        return body[0] switch
        {
            0 => body[PrefixBytes..],
            1 when context.Request.Headers["grpc-encoding"] == "gzip" => await OtlpBody.UnpackAsync(body[PrefixBytes..], limit, context.RequestAborted).ConfigureAwait(false),
            1 => throw new OtlpFormatException("The message is compressed and grpc-encoding is not gzip."),
            _ => throw new OtlpFormatException("The message's flag is neither 0 nor 1."),
        };
    }

    private static async Task WriteAsync(HttpContext context, IMessage answer)
    {
        var message = new byte[PrefixBytes + answer.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), message.Length - PrefixBytes);
        answer.WriteTo(message.AsSpan(PrefixBytes));
        await context.Response.Body.WriteAsync(message, context.RequestAborted).ConfigureAwait(false);
    }

    private static void End(HttpContext context, GrpcStatus status, string message)
    {
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        // HTTP/1.1 has no trailers that a gRPC client would read; such a caller at least gets headers.
        var target = trailers is { IsReadOnly: false } ? trailers : context.Response.HasStarted ? null : context.Response.Headers;
        if (target is not null)
        {
            target["grpc-status"] = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
            target["grpc-message"] = Escape(message);
        }
    }

    // Percent encoding of everything that is not printable ASCII, as the protocol asks.
    private static string Escape(string message)
    {
        var escaped = new StringBuilder();
        foreach (var part in Encoding.UTF8.GetBytes(message))
        {
            _ = part is >= 0x20 and <= 0x7e and not (byte)'%' ? escaped.Append((char)part) : escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{part:X2}");
        }

        return escaped.ToString();
    }
}
