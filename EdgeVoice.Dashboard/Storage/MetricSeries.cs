namespace EdgeVoice.Dashboard.Storage;

/// <summary>The latest points of one instrument with one set of attributes.</summary>
internal sealed class MetricSeries(Attributes attributes, int limit)
{
    private const int MaxExemplars = 50;

    // A page shows an hour; finer than this nobody sees, and cumulative counts lose nothing.
    private const long ResolutionNs = 5_000_000_000;

    private readonly List<MetricPoint> _points = [];
    private readonly Queue<MetricExemplar> _exemplars = new();

    public Attributes Attributes { get; } = attributes;

    public IReadOnlyList<MetricPoint> Points => _points;

    public IReadOnlyCollection<MetricExemplar> Exemplars => _exemplars;

    /// <returns>How many points this added, less those that went.</returns>
    public int Add(MetricPoint point)
    {
        foreach (var exemplar in point.Exemplars)
        {
            if (!_exemplars.Contains(exemplar))
            {
                _exemplars.Enqueue(exemplar);
            }
        }

        while (_exemplars.Count > MaxExemplars)
        {
            _exemplars.Dequeue();
        }

        if (!point.Delta && _points.Count > 1 && point.AtNs - _points[^2].AtNs < ResolutionNs && point.AtNs >= _points[^1].AtNs)
        {
            _points[^1] = point;
            return 0;
        }

        _points.Add(point);
        if (_points.Count > limit)
        {
            _points.RemoveAt(0);
            return 0;
        }

        return 1;
    }
}
