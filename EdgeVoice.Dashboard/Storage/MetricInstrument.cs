using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EdgeVoice.Dashboard.Storage;

internal sealed class MetricInstrument(InstrumentKey key)
{
    private readonly Dictionary<string, MetricSeries> _series = [];

    public InstrumentKey Key { get; } = key;

    public MetricPoint? Latest { get; set; }

    public IReadOnlyCollection<MetricSeries> Series => _series.Values;

    public bool TryFind(Attributes attributes, [NotNullWhen(true)] out MetricSeries? series) => _series.TryGetValue(Name(attributes), out series);

    public MetricSeries Create(Attributes attributes, int limit) => _series[Name(attributes)] = new MetricSeries(attributes, limit);

    private static string Name(Attributes attributes)
    {
        if (attributes.Items.Length == 0)
        {
            return "";
        }

        var name = new StringBuilder();
        foreach (var item in attributes.Items.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            name.Append(item.Key).Append('\u0001').Append(attributes.Text(item.Key)).Append('\u0002');
        }

        return name.ToString();
    }
}
