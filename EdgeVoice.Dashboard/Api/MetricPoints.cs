using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Points as charts want them: percentiles of a histogram are those of the period since the point before.</summary>
internal static class MetricPoints
{
    public static IEnumerable<object> Show(MetricPoint[] points) => points.Select((point, index) =>
    {
        var counts = Since(point, index > 0 ? points[index - 1] : null);
        return new
        {
            At = Clock.Text(point.AtNs),
            point.Value,
            point.Count,
            point.Sum,
            P50 = Percentile(point.Bounds, counts, 0.5),
            P90 = Percentile(point.Bounds, counts, 0.9),
            P95 = Percentile(point.Bounds, counts, 0.95),
        };
    });

    /// <summary>Counts over all of the points.</summary>
    public static IEnumerable<object> Buckets(MetricPoint[] points)
    {
        if (points.Length == 0 || points[^1].Buckets.Length == 0)
        {
            return [];
        }

        var last = points[^1];
        var counts = new long[last.Buckets.Length];
        for (var index = 0; index < points.Length; index++)
        {
            var since = Since(points[index], index > 0 ? points[index - 1] : null);
            for (var bucket = 0; bucket < Math.Min(counts.Length, since.Length); bucket++)
            {
                counts[bucket] += since[bucket];
            }
        }

        return counts.Select((count, bucket) => new { UpTo = bucket < last.Bounds.Length ? last.Bounds[bucket] : (double?)null, Count = count });
    }

    private static long[] Since(MetricPoint point, MetricPoint? before)
    {
        if (point.Delta || before is null || before.Buckets.Length != point.Buckets.Length || before.Count > point.Count)
        {
            // The first point of a series, or of a process that was started anew.
            return point.Buckets;
        }

        return [.. point.Buckets.Select((count, bucket) => count - before.Buckets[bucket])];
    }

    /// <summary>By linear interpolation inside the bucket; the open one answers its lower bound.</summary>
    private static double? Percentile(double[] bounds, long[] counts, double share)
    {
        var total = counts.Sum();
        if (total <= 0 || bounds.Length == 0)
        {
            return null;
        }

        var rank = share * total;
        long below = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] > 0 && below + counts[bucket] >= rank)
            {
                if (bucket >= bounds.Length)
                {
                    return bounds[^1];
                }

                var lower = bucket == 0 ? Math.Min(0, bounds[0]) : bounds[bucket - 1];
                return Math.Round(lower + ((bounds[bucket] - lower) * ((rank - below) / counts[bucket])), 6);
            }

            below += counts[bucket];
        }

        return bounds[^1];
    }
}
