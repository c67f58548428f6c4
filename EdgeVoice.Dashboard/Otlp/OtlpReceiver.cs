using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>Requests into the queue or onto the board, and the answer for their sender. The same for every door.</summary>
internal sealed class OtlpReceiver(IOptions<DashboardOptions> options, IngestQueue queue, GaugeBoard gauges, TimeProvider time)
{
    private readonly OtlpMapper _mapper = new(options.Value.Limits);

    public ExportTraceServiceResponse Receive(ExportTraceServiceRequest request)
    {
        request.ReceivedUnixNano = (ulong)Clock.Ns(time.GetUtcNow());
        var (rejected, reason) = Enqueue(Decode(request));
        return new() { PartialSuccess = rejected == 0 ? null : new() { RejectedSpans = rejected, ErrorMessage = reason } };
    }

    public ExportLogsServiceResponse Receive(ExportLogsServiceRequest request)
    {
        request.ReceivedUnixNano = (ulong)Clock.Ns(time.GetUtcNow());
        var (rejected, reason) = Enqueue(Decode(request));
        return new() { PartialSuccess = rejected == 0 ? null : new() { RejectedLogRecords = rejected, ErrorMessage = reason } };
    }

    public ExportMetricsServiceResponse Receive(ExportMetricsServiceRequest request)
    {
        var receivedNs = Clock.Ns(time.GetUtcNow());
        var (sent, rejected) = GaugeMapper.Map(request, _mapper.Attributes, receivedNs);
        gauges.Set(sent, receivedNs);
        return new() { PartialSuccess = rejected == 0 ? null : new() { RejectedDataPoints = rejected, ErrorMessage = "A data point of a gauge has no valid timeUnixNano or no value." } };
    }

    /// <summary>A request as it is stored; it is no use to the caller afterwards.</summary>
    public TelemetryBatch Decode(ExportTraceServiceRequest request) => Finish(_mapper.Map(request), request, request.ReceivedUnixNano);

    /// <inheritdoc cref="Decode(ExportTraceServiceRequest)"/>
    public TelemetryBatch Decode(ExportLogsServiceRequest request) => Finish(_mapper.Map(request), request, request.ReceivedUnixNano);

    private static TelemetryBatch Finish(TelemetryBatch batch, IMessage request, ulong receivedNs)
    {
        batch.ReceivedNs = receivedNs is 0 or > long.MaxValue ? null : (long)receivedNs;
        batch.Raw = batch.Count == 0 ? default : request.ToByteArray();
        return batch;
    }

    private (int Rejected, string Reason) Enqueue(TelemetryBatch batch) => batch.Count == 0 || queue.TryAdd(batch)
        ? (batch.Rejected, batch.Reason ?? "")
        : (batch.Rejected + batch.Count, "The dashboard is taking in more than it can store; these were dropped. Do not send them again.");
}
