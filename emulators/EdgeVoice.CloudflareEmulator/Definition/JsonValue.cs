using System.Text.Json;

namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>A value of the file that knows where it stands, so that every complaint can say so.</summary>
internal readonly record struct JsonValue(JsonElement Element, string Path)
{
    public DefinitionException Wrong(string rule) => new(Path, rule);

    public JsonFields Object() => Element.ValueKind == JsonValueKind.Object ? new(this) : throw Wrong($"must be an object, is {Kind}");

    public IReadOnlyList<JsonValue> List()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw Wrong($"must be a list, is {Kind}");
        }

        var path = Path;
        return [.. Element.EnumerateArray().Select((item, index) => new JsonValue(item, $"{path}[{index}]"))];
    }

    public string Text()
    {
        if (Element.ValueKind != JsonValueKind.String)
        {
            throw Wrong($"must be a text, is {Kind}");
        }

        return Element.GetString() is { Length: > 0 } text ? text : throw Wrong("must not be empty");
    }

    public string OneOf(params ReadOnlySpan<string> values)
    {
        var text = Text();
        return values.Contains(text) ? text : throw Wrong($"is '{text}'; emulated here: {string.Join(", ", values.ToArray())}");
    }

    public int Integer(int least, int most) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var value) && value >= least && value <= most
            ? value
            : throw Wrong($"must be a whole number from {least} to {most}, is {Element.GetRawText()}");

    public double Number(double least, double most) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var value) && value >= least && value <= most
            ? value
            : throw Wrong($"must be a number from {least} to {most}, is {Element.GetRawText()}");

    public bool Flag() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong($"must be true or false, is {Kind}"),
    };

    /// <summary>The text <c>${type.label.attribute}</c> that points to another resource of the file.</summary>
    public Reference Reference(string type, string attribute)
    {
        var text = Text();
        return Definition.Reference.TryParse(text, out var reference) && reference.Type == type && reference.Attribute == attribute
            ? reference
            : throw Wrong($"is '{text}'; must be a reference of the form ${{{type}.<name>.{attribute}}}");
    }

    private string Kind => Element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
