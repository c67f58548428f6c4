using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>A request's bytes to a batch in the queue, and the answer for its sender. The same for every door.</summary>
internal sealed class OtlpReceiver(IOptions<DashboardOptions> options, IngestQueue queue)
{
    private readonly OtlpMapper _mapper = new(options.Value.Limits);

    /// <exception cref="OtlpFormatException">The body is no OTLP.</exception>
    public IMessage Receive(SignalKind kind, byte[] body, bool json)
    {
        var batch = Decode(kind, body, json);
        var rejected = batch.Rejected;
        var reason = batch.Reason ?? "";
        if (batch.Count > 0 && !queue.TryAdd(batch))
        {
            rejected += batch.Count;
            reason = "The dashboard is taking in more than it can store; these were dropped. Do not send them again.";
        }

        return Answer(kind, rejected, reason);
    }

    public TelemetryBatch Decode(SignalKind kind, ReadOnlyMemory<byte> body, bool json)
    {
        return kind switch
        {
            SignalKind.Traces => Decode(body, json, ExportTraceServiceRequest.Parser, _mapper.Map),
            SignalKind.Logs => Decode(body, json, ExportLogsServiceRequest.Parser, _mapper.Map),
            _ => Decode(body, json, ExportMetricsServiceRequest.Parser, _mapper.Map),
        };
    }

    private static TelemetryBatch Decode<T>(ReadOnlyMemory<byte> body, bool json, MessageParser<T> parser, Func<T, TelemetryBatch> map) where T : IMessage<T>, new()
    {
        T request;
        try
        {
            request = json ? OtlpJson.Parse<T>(body.ToArray()) : parser.ParseFrom(body.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new OtlpFormatException($"The body is no OTLP protobuf: {exception.Message}", exception);
        }

        var batch = map(request);
        batch.Raw = json ? request.ToByteArray() : body;
        return batch;
    }

    private static IMessage Answer(SignalKind kind, int rejected, string reason) => kind switch
    {
        SignalKind.Traces => new ExportTraceServiceResponse { PartialSuccess = rejected == 0 ? null : new ExportTracePartialSuccess { RejectedSpans = rejected, ErrorMessage = reason } },
        SignalKind.Logs => new ExportLogsServiceResponse { PartialSuccess = rejected == 0 ? null : new ExportLogsPartialSuccess { RejectedLogRecords = rejected, ErrorMessage = reason } },
        _ => new ExportMetricsServiceResponse { PartialSuccess = rejected == 0 ? null : new ExportMetricsPartialSuccess { RejectedDataPoints = rejected, ErrorMessage = reason } },
    };
}
