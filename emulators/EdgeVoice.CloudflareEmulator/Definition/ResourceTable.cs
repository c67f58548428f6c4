namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>The section <c>resource</c>: type, then label.</summary>
internal sealed class ResourceTable(JsonFields section)
{
    /// <summary>Resources of a type by label; none when there is no such type.</summary>
    public IReadOnlyDictionary<string, JsonValue> All(string type) =>
        section.Optional(type) is { } resources ? resources.Object().All : new Dictionary<string, JsonValue>();

    /// <summary>The one resource of a type.</summary>
    public JsonFields Single(string type)
    {
        var resources = section.Required(type);
        var all = resources.Object().All;
        return all.Count == 1 ? all.Values.Single().Object() : throw resources.Wrong($"must hold exactly one, holds {all.Count}");
    }

    /// <summary>The one of several that were read.</summary>
    public T Only<T>(IReadOnlyDictionary<string, T> read, string type) =>
        read.Count == 1 ? read.Values.Single() : throw section.Required(type).Wrong($"must hold exactly one, holds {read.Count}");

    public void Done() => section.Done();
}
