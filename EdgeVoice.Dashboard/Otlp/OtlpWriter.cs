using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf;
using Span = EdgeVoice.Dashboard.Storage.Span;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>What is stored as OTLP again, for export and for Aspire's API.</summary>
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

    public ExportMetricsServiceRequest Write(IEnumerable<MetricPoint> points)
    {
        var request = new ExportMetricsServiceRequest();
        foreach (var resource in points.GroupBy(point => point.Instrument.Resource))
        {
            var sent = new ResourceMetrics { Resource = Write(resource.Key) };
            foreach (var meter in resource.GroupBy(point => point.Instrument.Meter))
            {
                var metrics = new ScopeMetrics { Scope = new InstrumentationScope { Name = meter.Key } };
                metrics.Metrics.AddRange(meter.GroupBy(point => (point.Instrument.Name, point.Delta)).Select(instrument => Write([.. instrument])));
                sent.ScopeMetrics.Add(metrics);
            }

            request.ResourceMetrics.Add(sent);
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
            EndTimeUnixNano = (ulong)span.EndNs,
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
            SeverityNumber = record.Severity,
            Body = new AnyValue { StringValue = record.Body },
            TraceId = record.TraceId is null ? ByteString.Empty : Id(record.TraceId),
            SpanId = record.SpanId is null ? ByteString.Empty : Id(record.SpanId),
            EventName = record.EventName ?? "",
        };
        Write(sent.Attributes, record.Attributes);
        return sent;
    }

    private Metric Write(MetricPoint[] points)
    {
        var key = points[0].Instrument;
        var metric = new Metric { Name = key.Name, Unit = key.Unit, Description = key.Description };
        var temporality = points[0].Delta ? 1 : 2;
        switch (key.Kind)
        {
            case "histogram":
                metric.Histogram = new Histogram { AggregationTemporality = temporality };
                metric.Histogram.DataPoints.AddRange(points.Select(WriteHistogram));
                break;
            case "sum":
                metric.Sum = new Sum { AggregationTemporality = temporality };
                metric.Sum.DataPoints.AddRange(points.Select(WriteNumber));
                break;
            default:
                metric.Gauge = new Gauge();
                metric.Gauge.DataPoints.AddRange(points.Select(WriteNumber));
                break;
        }

        return metric;
    }

    private NumberDataPoint WriteNumber(MetricPoint point)
    {
        var sent = new NumberDataPoint { TimeUnixNano = (ulong)point.AtNs, AsDouble = point.Value ?? double.NaN };
        Write(sent.Attributes, point.Attributes);
        sent.Exemplars.AddRange(point.Exemplars.Select(Write));
        return sent;
    }

    private HistogramDataPoint WriteHistogram(MetricPoint point)
    {
        var sent = new HistogramDataPoint { TimeUnixNano = (ulong)point.AtNs, Count = (ulong)(point.Count ?? 0) };
        if (point.Sum is { } sum)
        {
            sent.Sum = sum;
        }

        sent.ExplicitBounds.AddRange(point.Bounds);
        sent.BucketCounts.AddRange(point.Buckets.Select(count => (ulong)count));
        Write(sent.Attributes, point.Attributes);
        sent.Exemplars.AddRange(point.Exemplars.Select(Write));
        return sent;
    }

    private static Exemplar Write(MetricExemplar exemplar) => new() { TimeUnixNano = (ulong)exemplar.AtNs, AsDouble = exemplar.Value, TraceId = Id(exemplar.TraceId), SpanId = Id(exemplar.SpanId) };

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
