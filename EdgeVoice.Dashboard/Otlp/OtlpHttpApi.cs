using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>OTLP over HTTP, protobuf and JSON (https://opentelemetry.io/docs/specs/otlp/#otlphttp). Answers are in the encoding of the request.</summary>
internal sealed class OtlpHttpApi(OtlpReceiver receiver, OtlpKeys keys, IOptions<DashboardOptions> options)
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    // google.rpc.Code, which the error body carries.
    private const int InvalidArgument = 3;
    private const int ResourceExhausted = 8;
    private const int Unauthenticated = 16;

    // What is not read is not kept either.
    private static readonly MessageParser<ExportTraceServiceRequest> s_traces = ExportTraceServiceRequest.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<ExportLogsServiceRequest> s_logs = ExportLogsServiceRequest.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<ExportMetricsServiceRequest> s_metrics = ExportMetricsServiceRequest.Parser.WithDiscardUnknownFields(true);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/traces", context => HandleAsync(context, s_traces, receiver.Receive));
        routes.MapPost("/v1/logs", context => HandleAsync(context, s_logs, receiver.Receive));
        routes.MapPost("/v1/metrics", context => HandleAsync(context, s_metrics, receiver.Receive));
    }

    private async Task HandleAsync<T>(HttpContext context, MessageParser<T> parser, Func<T, IMessage> receive) where T : IMessage<T>, new()
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        var json = type == Json;
        if (keys.Refuse(context) is { } refusal)
        {
            await RefuseAsync(context, json, StatusCodes.Status401Unauthorized, Unauthenticated, refusal).ConfigureAwait(false);
            return;
        }

        if (!json && type is not (Protobuf or "application/protobuf"))
        {
            await RefuseAsync(context, json, StatusCodes.Status415UnsupportedMediaType, InvalidArgument, $"Content-Type '{Short(type)}' is not OTLP: use {Protobuf} or {Json}.").ConfigureAwait(false);
            return;
        }

        try
        {
            var body = await OtlpBody.ReadAsync(context.Request.Body, context.Request.Headers.ContentEncoding, options.Value.Limits.MaxRequestBytes, context.RequestAborted).ConfigureAwait(false);
            await AnswerAsync(context, json, StatusCodes.Status200OK, receive(json ? OtlpJson.Parse<T>(body) : OtlpProtobuf.Parse(body, parser))).ConfigureAwait(false);
        }
        catch (OtlpFormatException exception)
        {
            await RefuseAsync(context, json, StatusCodes.Status400BadRequest, InvalidArgument, exception.Message).ConfigureAwait(false);
        }
        catch (OtlpTooLargeException exception)
        {
            await OtlpBody.DrainAsync(context.Request.Body, context.RequestAborted).ConfigureAwait(false);
            await RefuseAsync(context, json, StatusCodes.Status413PayloadTooLarge, ResourceExhausted, exception.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(context, json, exception.StatusCode, InvalidArgument, exception.Message).ConfigureAwait(false);
        }
    }

    private static Task RefuseAsync(HttpContext context, bool json, int status, int code, string message) =>
        AnswerAsync(context, json, status, new RpcStatus { Code = code, Message = message });

    private static async Task AnswerAsync(HttpContext context, bool json, int status, IMessage answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = json ? Json : Protobuf;
        var body = json ? System.Text.Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(answer)) : answer.ToByteArray();
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static string Short(string? text) => text is null ? "" : text.Length <= 100 ? text : text[..100] + "…";
}
