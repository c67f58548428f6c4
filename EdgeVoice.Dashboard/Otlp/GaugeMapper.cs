using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Gauge = EdgeVoice.Dashboard.Storage.Gauge;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>The gauges that a page shows, out of all metrics that are sent.</summary>
internal static class GaugeMapper
{
    /// <param name="receivedNs">By this machine's clock.</param>
    public static (List<Gauge> Gauges, int Rejected) Map(ExportMetricsServiceRequest request, AttributeMapper attributes, long receivedNs)
    {
        List<Gauge> gauges = [];
        var rejected = 0;
        foreach (var sent in request.ResourceMetrics)
        {
            var sender = attributes.Resource(sent.Resource).Name;
            foreach (var metric in sent.ScopeMetrics.SelectMany(scope => scope.Metrics).Where(metric => metric.Gauge is not null && GaugeBoard.Shows(metric.Name)))
            {
                foreach (var point in metric.Gauge.DataPoints)
                {
                    var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
                    if (point.TimeUnixNano is 0 or > long.MaxValue || !double.IsFinite(value))
                    {
                        rejected++;
                        continue;
                    }

                    gauges.Add(new Gauge(sender, metric.Name, attributes.Map(point.Attributes), value, (long)point.TimeUnixNano, receivedNs));
                }
            }
        }

        return (gauges, rejected);
    }
}
