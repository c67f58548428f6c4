using System.Globalization;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>Attributes in the order in which they came. Values are string, long, double, bool, null or an array of these.</summary>
internal sealed class Attributes(KeyValuePair<string, object?>[] items)
{
    public static readonly Attributes None = new([]);

    public KeyValuePair<string, object?>[] Items { get; } = items;

    public object? this[string key]
    {
        get
        {
            foreach (var item in Items)
            {
                if (item.Key == key)
                {
                    return item.Value;
                }
            }

            return null;
        }
    }

    public string? Text(string key) => this[key] switch
    {
        null => null,
        string text => text,
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    /// <summary>A number, also when an exporter sent it as text.</summary>
    public double? Number(string key) => this[key] switch
    {
        long value => value,
        double value when double.IsFinite(value) => value,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) => value,
        _ => null,
    };

    public bool? Flag(string key) => this[key] switch
    {
        bool value => value,
        string text when bool.TryParse(text, out var value) => value,
        _ => null,
    };
}
