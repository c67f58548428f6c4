using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf.Collections;

namespace EdgeVoice.Dashboard.Otlp;

internal sealed class MetricMapper(AttributeMapper attributes, TelemetryLimits limits)
{
    private const int MaxBuckets = 400;
    private const int DeltaTemporality = 1;

    public TelemetryBatch Map(ExportMetricsServiceRequest request)
    {
        var batch = new TelemetryBatch { Kind = SignalKind.Metrics };
        foreach (var sent in request.ResourceMetrics)
        {
            var resource = attributes.Resource(sent.Resource);
            foreach (var scope in sent.ScopeMetrics)
            {
                foreach (var metric in scope.Metrics)
                {
                    Add(batch, metric, resource, attributes.Cut(scope.Scope?.Name ?? ""));
                }
            }
        }

        return batch;
    }

    private void Add(TelemetryBatch batch, Metric metric, TelemetryResource resource, string meter)
    {
        InstrumentKey Key(string kind) => new(resource, meter, attributes.Cut(metric.Name), attributes.Cut(metric.Unit), attributes.Cut(metric.Description), kind);
        switch (metric.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                AddNumbers(batch, Key("gauge"), metric.Gauge.DataPoints, delta: false);
                break;
            case Metric.DataOneofCase.Sum:
                AddNumbers(batch, Key("sum"), metric.Sum.DataPoints, metric.Sum.AggregationTemporality == DeltaTemporality);
                break;
            case Metric.DataOneofCase.Histogram:
                AddHistograms(batch, Key("histogram"), metric.Histogram);
                break;
            case Metric.DataOneofCase.ExponentialHistogram:
                AddExponential(batch, Key("histogram"), metric.ExponentialHistogram);
                break;
            case Metric.DataOneofCase.Summary:
                foreach (var point in metric.Summary.DataPoints)
                {
                    Add(batch, point.TimeUnixNano, at => new MetricPoint { Instrument = Key("gauge"), Attributes = attributes.Map(point.Attributes), AtNs = at, Value = point.Count == 0 ? 0 : point.Sum / point.Count });
                }

                break;
            default:
                batch.Reject($"Metric '{metric.Name}' has no data points.");
                break;
        }
    }

    private void AddNumbers(TelemetryBatch batch, InstrumentKey key, RepeatedField<NumberDataPoint> points, bool delta)
    {
        foreach (var point in points)
        {
            var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
            Add(batch, point.TimeUnixNano, at => new MetricPoint { Instrument = key, Attributes = attributes.Map(point.Attributes), AtNs = at, Value = double.IsFinite(value) ? value : null, Delta = delta, Exemplars = Exemplars(point.Exemplars) });
        }
    }

    private void AddHistograms(TelemetryBatch batch, InstrumentKey key, Histogram histogram)
    {
        foreach (var point in histogram.DataPoints)
        {
            if (point.BucketCounts.Count > MaxBuckets || (point.BucketCounts.Count > 0 && point.BucketCounts.Count != point.ExplicitBounds.Count + 1))
            {
                batch.Reject($"Histogram '{key.Name}' has {point.BucketCounts.Count} buckets for {point.ExplicitBounds.Count} bounds: there must be one more, and no more than {MaxBuckets}.");
                continue;
            }

            Add(batch, point.TimeUnixNano, at => new MetricPoint
            {
                Instrument = key,
                Attributes = attributes.Map(point.Attributes),
                AtNs = at,
                Count = Whole(point.Count),
                Sum = point.HasSum && double.IsFinite(point.Sum) ? point.Sum : null,
                Bounds = [.. point.ExplicitBounds],
                Buckets = [.. point.BucketCounts.Select(Whole)],
                Delta = histogram.AggregationTemporality == DeltaTemporality,
                Exemplars = Exemplars(point.Exemplars),
            });
        }
    }

    private void AddExponential(TelemetryBatch batch, InstrumentKey key, ExponentialHistogram histogram)
    {
        foreach (var point in histogram.DataPoints)
        {
            var counts = point.Positive?.BucketCounts ?? [];
            if (counts.Count > MaxBuckets || point.Scale is < -10 or > 20)
            {
                batch.Reject($"Histogram '{key.Name}' has {counts.Count} buckets at scale {point.Scale}: at most {MaxBuckets}, scale -10 to 20.");
                continue;
            }

            // Bucket i ends at base^(offset + i + 1) with base 2^(2^-scale); what is zero or less comes first.
            var width = Math.Pow(2, -point.Scale);
            var offset = point.Positive?.Offset ?? 0;
            Add(batch, point.TimeUnixNano, at => new MetricPoint
            {
                Instrument = key,
                Attributes = attributes.Map(point.Attributes),
                AtNs = at,
                Count = Whole(point.Count),
                Sum = point.HasSum && double.IsFinite(point.Sum) ? point.Sum : null,
                Bounds = [0, .. Enumerable.Range(1, counts.Count).Select(index => Math.Pow(2, width * (offset + index)))],
                Buckets = [Whole(point.ZeroCount) + (point.Negative?.BucketCounts.Sum(Whole) ?? 0), .. counts.Select(Whole), 0],
                Delta = histogram.AggregationTemporality == DeltaTemporality,
                Exemplars = Exemplars(point.Exemplars),
            });
        }
    }

    private static void Add(TelemetryBatch batch, ulong at, Func<long, MetricPoint> make)
    {
        if (at is 0 or > long.MaxValue)
        {
            batch.Reject("A data point has no valid timeUnixNano.");
            return;
        }

        batch.Points.Add(make((long)at));
    }

    private MetricExemplar[] Exemplars(RepeatedField<Exemplar> sent) => sent.Count == 0 ? [] :
    [
        .. sent.Take(limits.MaxAttributes)
            .Select(exemplar => (exemplar, Trace: OtlpMapper.Id(exemplar.TraceId, 16), Span: OtlpMapper.Id(exemplar.SpanId, 8)))
            .Where(found => found is { Trace: not null, Span: not null })
            .Select(found => new MetricExemplar((long)Math.Min(found.exemplar.TimeUnixNano, long.MaxValue), found.exemplar.ValueCase == Exemplar.ValueOneofCase.AsInt ? found.exemplar.AsInt : found.exemplar.AsDouble, found.Trace!, found.Span!)),
    ];

    private static long Whole(ulong count) => (long)Math.Min(count, long.MaxValue / 1024);
}
