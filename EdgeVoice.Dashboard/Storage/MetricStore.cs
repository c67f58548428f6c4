using EdgeVoice.Dashboard.Configuration;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>Metric points in memory. Not thread-safe.</summary>
internal sealed class MetricStore(TelemetryLimits limits)
{
    private readonly Dictionary<(string Resource, string Meter, string Name), MetricInstrument> _instruments = [];
    private int _series;
    private long _points;
    private long _dropped;

    public Counter Counter => new(_points, (long)limits.MaxSeries * limits.MaxPointsPerSeries, _dropped);

    public IEnumerable<MetricInstrument> All => _instruments.Values;

    public void Add(MetricPoint point)
    {
        var key = (point.Instrument.Resource.Name, point.Instrument.Meter, point.Instrument.Name);
        if (!_instruments.TryGetValue(key, out var instrument))
        {
            if (_series >= limits.MaxSeries)
            {
                _dropped++;
                return;
            }

            _instruments.Add(key, instrument = new MetricInstrument(point.Instrument));
        }

        if (!instrument.TryFind(point.Attributes, out var series))
        {
            // New combinations of attributes are what explodes; the series that are known go on.
            if (_series >= limits.MaxSeries)
            {
                _dropped++;
                return;
            }

            _series++;
            series = instrument.Create(point.Attributes, limits.MaxPointsPerSeries);
        }

        _points += series.Add(point);
        instrument.Latest = point;
    }

    public void Clear()
    {
        _instruments.Clear();
        _series = 0;
        _points = 0;
    }
}
