using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf;
using Span = EdgeVoice.Dashboard.Storage.Span;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>What is stored as OTLP again, for export.</summary>
/// <param name="keep">Which attributes go out.</param>
internal sealed class OtlpWriter(Func<string, bool> keep)
{
    public ExportTraceServiceRequest Write(IEnumerable<Span> spans)
    {
        var request = new ExportTraceServiceRequest();
        foreach (var resource in spans.GroupBy(span => span.Resource))
        {
            var sent = new ResourceSpans { Resource = Write(resource.Key) };
            foreach (var scope in resource.GroupBy(span => span.Scope))
            {
                var spansOfScope = new ScopeSpans { Scope = new InstrumentationScope { Name = scope.Key } };
                spansOfScope.Spans.AddRange(scope.Select(Write));
                sent.ScopeSpans.Add(spansOfScope);
            }

            request.ResourceSpans.Add(sent);
        }

        return request;
    }

    public ExportLogsServiceRequest Write(IEnumerable<Storage.LogRecord> records)
    {
        var request = new ExportLogsServiceRequest();
        foreach (var resource in records.GroupBy(record => record.Resource))
        {
            var sent = new ResourceLogs { Resource = Write(resource.Key) };
            foreach (var scope in resource.GroupBy(record => record.Scope))
            {
                var recordsOfScope = new ScopeLogs { Scope = new InstrumentationScope { Name = scope.Key } };
                recordsOfScope.LogRecords.AddRange(scope.Select(Write));
                sent.ScopeLogs.Add(recordsOfScope);
            }

            request.ResourceLogs.Add(sent);
        }

        return request;
    }

    private Resource Write(TelemetryResource resource)
    {
        var sent = new Resource();
        Write(sent.Attributes, resource.Attributes);
        return sent;
    }

    private Wire.Span Write(Span span)
    {
        var sent = new Wire.Span
        {
            TraceId = Id(span.TraceId),
            SpanId = Id(span.SpanId),
            ParentSpanId = span.ParentId is null ? ByteString.Empty : Id(span.ParentId),
            Name = span.Name,
            Kind = Enum.Parse<Wire.Span.Types.SpanKind>(span.Kind, ignoreCase: true),
            StartTimeUnixNano = (ulong)span.StartNs,
            EndTimeUnixNano = span.IsOpen ? 0 : (ulong)span.EndNs,
            Status = new Status { Code = Enum.Parse<Status.Types.StatusCode>(span.Status, ignoreCase: true), Message = span.StatusText ?? "" },
        };
        Write(sent.Attributes, span.Attributes);
        foreach (var happened in span.Events)
        {
            var sentEvent = new Wire.Span.Types.Event { Name = happened.Name, TimeUnixNano = (ulong)happened.AtNs };
            Write(sentEvent.Attributes, happened.Attributes);
            sent.Events.Add(sentEvent);
        }

        sent.Links.AddRange(span.Links.Select(link => new Wire.Span.Types.Link { TraceId = Id(link.TraceId), SpanId = Id(link.SpanId) }));
        return sent;
    }

    private Wire.LogRecord Write(Storage.LogRecord record)
    {
        var sent = new Wire.LogRecord
        {
            TimeUnixNano = (ulong)record.AtNs,
            EventName = record.EventName,
        };
        Write(sent.Attributes, record.Attributes);
        return sent;
    }

    private void Write(Google.Protobuf.Collections.RepeatedField<KeyValue> sent, Attributes attributes) =>
        sent.AddRange(attributes.Items.Where(item => keep(item.Key)).Select(item => new KeyValue { Key = item.Key, Value = Value(item.Value) }));

    private static AnyValue Value(object? value)
    {
        switch (value)
        {
            case string text:
                return new AnyValue { StringValue = text };
            case long number:
                return new AnyValue { IntValue = number };
            case double number:
                return new AnyValue { DoubleValue = number };
            case bool flag:
                return new AnyValue { BoolValue = flag };
            case object?[] list:
                var array = new ArrayValue();
                array.Values.AddRange(list.Select(Value));
                return new AnyValue { ArrayValue = array };
            default:
                return new AnyValue();
        }
    }

    private static ByteString Id(string hex) => ByteString.CopyFrom(Convert.FromHexString(hex));
}
