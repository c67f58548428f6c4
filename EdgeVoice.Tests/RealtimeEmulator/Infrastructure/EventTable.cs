using System.Text.Json;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

/// <summary>The protocol's server events, from server-events.json: a field has one of the named types, <c>?</c> makes it optional.</summary>
internal static class EventTable
{
    private static readonly JsonElement s_table = JsonElement.Parse(
        File.ReadAllText(RepositoryRoot.Combine("EdgeVoice.Tests", "RealtimeEmulator", "Protocol", "server-events.json")));

    public static IEnumerable<string> KnownTypes => s_table.GetProperty("events").EnumerateObject().Select(property => property.Name);

    public static IEnumerable<string> Errors(JsonElement message)
    {
        var type = message.GetProperty("type").GetString()!;
        return s_table.GetProperty("events").TryGetProperty(type, out var fields)
            ? Fields(message, fields, type, "type")
            : [$"{type}: not an event of the protocol"];
    }

    private static IEnumerable<string> Fields(JsonElement value, JsonElement fields, string path, string? extra = null)
    {
        foreach (var property in value.EnumerateObject().Where(property => property.Name != extra))
        {
            if (!fields.TryGetProperty(property.Name, out _) && !fields.TryGetProperty(property.Name + "?", out _))
            {
                yield return $"{path}.{property.Name}: unknown field";
            }
        }

        foreach (var field in fields.EnumerateObject())
        {
            var name = field.Name.TrimEnd('?');
            if (!value.TryGetProperty(name, out var content))
            {
                if (!field.Name.EndsWith('?'))
                {
                    yield return $"{path}.{name}: missing";
                }

                continue;
            }

            var candidates = field.Value.GetString()!.Split('|').Select(type => Check(content, type, $"{path}.{name}").ToArray()).ToArray();
            if (candidates.All(errors => errors.Length > 0))
            {
                foreach (var error in candidates.MinBy(errors => errors.Length)!)
                {
                    yield return error;
                }
            }
        }
    }

    private static IEnumerable<string> Check(JsonElement value, string type, string path)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            return value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().SelectMany((entry, index) => Check(entry, type[..^2], $"{path}[{index}]"))
                : [$"{path}: {value.ValueKind} is no array"];
        }

        var fits = type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "int" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "object" => value.ValueKind == JsonValueKind.Object,
            _ when type.StartsWith('\'') => value.ValueKind == JsonValueKind.String && value.GetString() == type.Trim('\''),
            _ => value.ValueKind == JsonValueKind.Object,
        };
        if (!fits)
        {
            return [$"{path}: {value.GetRawText()} is not {type}"];
        }

        return s_table.GetProperty("types").TryGetProperty(type, out var fields) ? Fields(value, fields, path) : [];
    }
}
