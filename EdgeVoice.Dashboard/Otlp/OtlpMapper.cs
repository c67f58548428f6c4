using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Span = EdgeVoice.Dashboard.Storage.Span;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>Wire messages to what is stored. A part that breaks the specification is rejected and counted; the rest of the request stands.</summary>
internal sealed class OtlpMapper(TelemetryLimits limits)
{
    public AttributeMapper Attributes { get; } = new(limits);

    public TelemetryBatch Map(ExportTraceServiceRequest request)
    {
        var batch = new TelemetryBatch { Kind = SignalKind.Traces };
        foreach (var sent in request.ResourceSpans)
        {
            var resource = Attributes.Resource(sent.Resource);
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

    /// <summary>The log events that tell of a call. Every other record is Aspire's to show: it is taken out of the request and not kept.</summary>
    public TelemetryBatch Map(ExportLogsServiceRequest request)
    {
        var batch = new TelemetryBatch { Kind = SignalKind.Logs };
        foreach (var sent in request.ResourceLogs)
        {
            var resource = Attributes.Resource(sent.Resource);
            foreach (var scope in sent.ScopeLogs)
            {
                var events = scope.LogRecords.Where(record => EventName(record) is TurnMarks.EventName or MediaSample.EventName).ToArray();
                scope.LogRecords.Clear();
                scope.LogRecords.Add(events);
                foreach (var record in events)
                {
                    Add(batch, record, resource, Scope(scope.Scope));
                }
            }
        }

        return batch;
    }

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

        // A time of 0 is none: what happened then is not known, and would lie half a century before the span.
        SpanEvent[] events = [.. span.Events.Where(sent => sent.TimeUnixNano != 0).Take(limits.MaxAttributes).Select(sent => new SpanEvent(Attributes.Cut(sent.Name), (long)Math.Min(sent.TimeUnixNano, long.MaxValue), Attributes.Map(sent.Attributes)))];
        var isOpen = span.EndTimeUnixNano == 0;
        batch.Spans.Add(new Span
        {
            TraceId = traceId,
            SpanId = spanId,
            ParentId = Id(span.ParentSpanId, 8),
            Name = Attributes.Cut(span.Name),
            Kind = span.Kind switch
            {
                Wire.Span.Types.SpanKind.Server => "server",
                Wire.Span.Types.SpanKind.Client => "client",
                Wire.Span.Types.SpanKind.Producer => "producer",
                Wire.Span.Types.SpanKind.Consumer => "consumer",
                _ => "internal",
            },
            StartNs = (long)span.StartTimeUnixNano,
            EndNs = isOpen ? events.Select(happened => happened.AtNs).Append((long)span.StartTimeUnixNano).Max() : (long)span.EndTimeUnixNano,
            IsOpen = isOpen,
            Status = span.Status?.Code switch
            {
                Status.Types.StatusCode.Ok => "ok",
                Status.Types.StatusCode.Error => "error",
                _ => "unset",
            },
            StatusText = span.Status?.Message is { Length: > 0 } text ? Attributes.Cut(text) : null,
            Resource = resource,
            Scope = scope,
            Attributes = Attributes.Map(span.Attributes),
            Events = events,
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

        batch.Logs.Add(new Storage.LogRecord { AtNs = (long)at, EventName = EventName(record)!, Resource = resource, Scope = scope, Attributes = Attributes.Map(record.Attributes) });
    }

    // Older .NET exporters put the name of an event into an attribute.
    private static string? EventName(Wire.LogRecord record) =>
        record.EventName is { Length: > 0 } name ? name : Text(record.Attributes, "logrecord.event.name") ?? Text(record.Attributes, "event.name");

    private static string? Text(RepeatedField<KeyValue> attributes, string key) => attributes.FirstOrDefault(attribute => attribute.Key == key)?.Value?.StringValue is { Length: > 0 } text ? text : null;

    private string Scope(InstrumentationScope? scope) => Attributes.Cut(scope?.Name ?? "");
}
