using EdgeVoice.Dashboard.Otlp.Wire;
using Grpc.Core;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>OTLP over gRPC: traces.</summary>
internal sealed class OtlpTraceService(OtlpReceiver receiver) : TraceService.TraceServiceBase
{
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) => Task.FromResult(receiver.Receive(request));
}

/// <summary>OTLP over gRPC: log events of calls.</summary>
internal sealed class OtlpLogsService(OtlpReceiver receiver) : LogsService.LogsServiceBase
{
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context) => Task.FromResult(receiver.Receive(request));
}

/// <summary>OTLP over gRPC: gauges of agents.</summary>
internal sealed class OtlpMetricsService(OtlpReceiver receiver) : MetricsService.MetricsServiceBase
{
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context) => Task.FromResult(receiver.Receive(request));
}
