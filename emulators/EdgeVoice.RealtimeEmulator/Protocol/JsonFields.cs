using System.Text.Json;

namespace EdgeVoice.RealtimeEmulator.Protocol;

/// <summary>Reads fields of a client event; a wrong one throws the error that names its path.</summary>
internal static class JsonFields
{
    public static string RequiredString(this JsonElement element, string name, string path = "") =>
        element.OptionalString(name, path) ?? throw Missing(Join(path, name));

    public static string? OptionalString(this JsonElement element, string name, string path = "") =>
        element.Find(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } value => value.AsText(Join(path, name)),
            { } value => throw WrongType(Join(path, name), "a string", value),
        };

    public static int RequiredInt(this JsonElement element, string name, string path = "") =>
        element.OptionalInt(name, path) ?? throw Missing(Join(path, name));

    public static int? OptionalInt(this JsonElement element, string name, string path = "") =>
        element.Find(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
            { } value => throw WrongType(Join(path, name), "an integer", value),
        };

    public static JsonElement RequiredObject(this JsonElement element, string name, string path = "") =>
        element.OptionalObject(name, path) ?? throw Missing(Join(path, name));

    public static JsonElement? OptionalObject(this JsonElement element, string name, string path = "") =>
        element.Find(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Object } value => value,
            { } value => throw WrongType(Join(path, name), "an object", value),
        };

    public static IEnumerable<JsonElement> OptionalArray(this JsonElement element, string name, string path = "") =>
        element.Find(name) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } value => value.EnumerateArray(),
            { } value => throw WrongType(Join(path, name), "an array", value),
        };

    public static void OnlyKnown(this JsonElement element, string path, params ReadOnlySpan<string> known)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new RealtimeException(ErrorCodes.UnknownParameter, $"Unknown parameter: '{Join(path, property.Name)}'.", Join(path, property.Name));
            }
        }
    }

    /// <summary>A JSON string may hold half of a surrogate pair, which is no text.</summary>
    public static string AsText(this JsonElement value, string path)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Invalid(path, "the text is not valid Unicode");
        }
    }

    public static RealtimeException Missing(string path) =>
        new(ErrorCodes.MissingParameter, $"Missing required parameter: '{path}'.", path);

    public static RealtimeException Invalid(string path, string reason) =>
        new(ErrorCodes.InvalidValue, $"Invalid value for '{path}': {reason}.", path);

    public static RealtimeException WrongType(string path, string expected, JsonElement got) =>
        new(ErrorCodes.InvalidType, $"Invalid type for '{path}': expected {expected}, but got {Name(got.ValueKind)} instead.", path);

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static JsonElement? Find(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
