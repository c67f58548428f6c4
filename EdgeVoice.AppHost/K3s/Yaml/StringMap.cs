namespace EdgeVoice.AppHost.K3s.Yaml;

/// <summary>Strings by name, ordered by name; written with every value quoted, so that none is read as a number or a truth value.</summary>
internal sealed class StringMap : SortedDictionary<string, string>
{
    public StringMap()
        : base(StringComparer.Ordinal)
    {
    }

    public StringMap(IEnumerable<KeyValuePair<string, string>> entries)
        : this()
    {
        foreach (var (key, value) in entries)
        {
            this[key] = value;
        }
    }

    /// <summary>These entries and <paramref name="more"/>, which win.</summary>
    public StringMap With(IEnumerable<KeyValuePair<string, string>> more)
    {
        var result = new StringMap(this);
        foreach (var (key, value) in more)
        {
            result[key] = value;
        }

        return result;
    }
}
