using System.Globalization;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf;
using Span = EdgeVoice.Dashboard.Storage.Span;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>Wire messages to what is stored. A part that breaks the specification is rejected and counted; the rest of the request stands.</summary>
internal sealed class OtlpMapper(TelemetryLimits limits)
{
    private readonly AttributeMapper _attributes = new(limits);

    public TelemetryBatch Map(ExportTraceServiceRequest request)
    {
        var batch = new TelemetryBatch { Kind = SignalKind.Traces };
        foreach (var sent in request.ResourceSpans)
        {
            var resource = _attributes.Resource(sent.Resource);
            foreach (var scope in sent.ScopeSpans)
            {
                foreach (var span in scope.Spans)
                {
                    Add(batch, span, resource, Scope(scope.Scope));
                }
            }
        }

        return batch;
    }

    public TelemetryBatch Map(ExportLogsServiceRequest request)
    {
        var batch = new TelemetryBatch { Kind = SignalKind.Logs };
        foreach (var sent in request.ResourceLogs)
        {
            var resource = _attributes.Resource(sent.Resource);
            foreach (var scope in sent.ScopeLogs)
            {
                foreach (var record in scope.LogRecords)
                {
                    Add(batch, record, resource, Scope(scope.Scope));
                }
            }
        }

        return batch;
    }

    public TelemetryBatch Map(ExportMetricsServiceRequest request) => new MetricMapper(_attributes, limits).Map(request);

    public static string? Id(ByteString id, int bytes) => id.Length == bytes && id.Span.ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(id.Span) : null;

    private void Add(TelemetryBatch batch, Wire.Span span, TelemetryResource resource, string scope)
    {
        if (Id(span.TraceId, 16) is not { } traceId || Id(span.SpanId, 8) is not { } spanId)
        {
            batch.Reject("A span has no valid id: traceId is 16 bytes, spanId 8, and neither is all zero.");
            return;
        }

        if (span.StartTimeUnixNano == 0 || span.StartTimeUnixNano > long.MaxValue || span.EndTimeUnixNano > long.MaxValue)
        {
            batch.Reject($"Span {spanId} has no valid startTimeUnixNano or endTimeUnixNano.");
            return;
        }

        batch.Spans.Add(new Span
        {
            TraceId = traceId,
            SpanId = spanId,
            ParentId = Id(span.ParentSpanId, 8),
            Name = _attributes.Cut(span.Name),
            Kind = span.Kind switch
            {
                Wire.Span.Types.SpanKind.Server => "server",
                Wire.Span.Types.SpanKind.Client => "client",
                Wire.Span.Types.SpanKind.Producer => "producer",
                Wire.Span.Types.SpanKind.Consumer => "consumer",
                _ => "internal",
            },
            StartNs = (long)span.StartTimeUnixNano,
            EndNs = (long)span.EndTimeUnixNano,
            Status = span.Status?.Code switch
            {
                Status.Types.StatusCode.Ok => "ok",
                Status.Types.StatusCode.Error => "error",
                _ => "unset",
            },
            StatusText = span.Status?.Message is { Length: > 0 } text ? _attributes.Cut(text) : null,
            Resource = resource,
            Scope = scope,
            Attributes = _attributes.Map(span.Attributes),
            Events = [.. span.Events.Take(limits.MaxAttributes).Select(sent => new SpanEvent(_attributes.Cut(sent.Name), (long)Math.Min(sent.TimeUnixNano, long.MaxValue), _attributes.Map(sent.Attributes)))],
            Links = [.. span.Links.Take(limits.MaxAttributes).Select(sent => (Trace: Id(sent.TraceId, 16), Span: Id(sent.SpanId, 8))).Where(link => link is { Trace: not null, Span: not null }).Select(link => new SpanLink(link.Trace!, link.Span!))],
        });
    }

    private void Add(TelemetryBatch batch, Wire.LogRecord record, TelemetryResource resource, string scope)
    {
        var at = record.TimeUnixNano != 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano;
        if (at is 0 or > long.MaxValue)
        {
            batch.Reject("A log record has neither timeUnixNano nor observedTimeUnixNano.");
            return;
        }

        var attributes = _attributes.Map(record.Attributes);
        batch.Logs.Add(new Storage.LogRecord
        {
            AtNs = (long)at,
            Severity = Math.Clamp(record.SeverityNumber, 0, 24),
            Body = _attributes.Cut(_attributes.Value(record.Body) switch
            {
                null => "",
                string text => text,
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                var other => System.Text.Json.JsonSerializer.Serialize(other),
            }),
            // Older .NET exporters put the name of an event into an attribute.
            EventName = record.EventName is { Length: > 0 } name ? _attributes.Cut(name) : attributes.Text("logrecord.event.name") ?? attributes.Text("event.name"),
            TraceId = Id(record.TraceId, 16),
            SpanId = Id(record.SpanId, 8),
            Resource = resource,
            Scope = scope,
            Attributes = attributes,
        });
    }

    private string Scope(InstrumentationScope? scope) => _attributes.Cut(scope?.Name ?? "");
}
