using System.Text.Json;

namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>The fields of an object. What nobody asked for is unknown and refused by <see cref="Done"/>.</summary>
internal sealed class JsonFields
{
    private readonly JsonValue _self;
    private readonly Dictionary<string, JsonValue> _fields;
    private readonly HashSet<string> _known = [];

    public JsonFields(JsonValue self)
    {
        _self = self;
        _fields = self.Element.EnumerateObject().ToDictionary(field => field.Name, field => new JsonValue(field.Value, $"{self.Path}.{field.Name}"));
    }

    public JsonValue Self => _self;

    /// <summary>Every field with its name, for objects whose names are free.</summary>
    public IReadOnlyDictionary<string, JsonValue> All
    {
        get
        {
            _known.UnionWith(_fields.Keys);
            return _fields;
        }
    }

    public JsonValue Required(string name) => Optional(name) ?? throw _self.Wrong($"'{name}' is missing");

    /// <summary>The field, or nothing when it is left out or null, which Terraform takes for the same.</summary>
    public JsonValue? Optional(string name)
    {
        _known.Add(name);
        return _fields.TryGetValue(name, out var value) && value.Element.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>Fields that are checked to be there or not, and otherwise mean nothing to the emulator.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _known.Add(name);
        }
    }

    /// <exception cref="DefinitionException">There is a field that no one knows.</exception>
    public void Done()
    {
        if (_fields.Keys.FirstOrDefault(name => !_known.Contains(name)) is { } unknown)
        {
            throw _fields[unknown].Wrong($"is unknown; known here: {string.Join(", ", _known.Order())}");
        }
    }
}
