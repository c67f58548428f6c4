using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Verification.Schemas;

/// <summary>Walks a document beside its schema and notes whatever the API server would refuse or drop. Expressions in CEL are not evaluated.</summary>
/// <param name="isPatch">Whether the document only names what it changes, so that nothing is required of it.</param>
internal sealed class SchemaWalk(SchemaSource source, List<SchemaError> errors, bool isPatch = false)
{
    public void Check(JsonElement schema, JsonNode? value, string path, string? definition = null)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!;
            Check(source.Resolve(name), value, path, name[(name.LastIndexOf('/') + 1)..]);
            return;
        }

        if (value is null)
        {
            if (!Flag(schema, "nullable"))
            {
                Add(path, "is null");
            }

            return;
        }

        if (definition?.EndsWith(".Quantity", StringComparison.Ordinal) == true)
        {
            CheckQuantity(value, path);
        }
        else if (Flag(schema, "x-kubernetes-int-or-string") || Text(schema, "format") == "int-or-string")
        {
            CheckIntOrString(value, path);
            ScalarRules.Check(schema, value, path, Add);
        }
        else
        {
            CheckType(schema, value, path, definition);
        }

        CheckAlternatives(schema, value, path);
    }

    private static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool Flag(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private void Add(string path, string text) => errors.Add(new(path, text));

    private void CheckType(JsonElement schema, JsonNode value, string path, string? definition)
    {
        switch (Text(schema, "type"))
        {
            case "object" when value is JsonObject node:
                CheckObject(schema, node, path, definition);
                break;
            case "array" when value is JsonArray array:
                CheckArray(schema, array, path);
                break;
            case "string" when value.GetValueKind() == JsonValueKind.String:
            case "boolean" when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
            case "number" when value.GetValueKind() == JsonValueKind.Number:
            case "integer" when value.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out _):
                ScalarRules.Check(schema, value, path, Add);
                break;
            case null:
                break;
            case var type:
                Add(path, $"must be {type}, is {Name(value)}");
                break;
        }
    }

    private void CheckObject(JsonElement schema, JsonObject node, string path, string? definition)
    {
        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var further = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        var open = Flag(schema, "x-kubernetes-preserve-unknown-fields") || (!hasProperties && further.ValueKind == JsonValueKind.Undefined);
        foreach (var (name, value) in node)
        {
            var child = path.Length == 0 ? name : $"{path}.{name}";
            if (hasProperties && properties.TryGetProperty(name, out var property))
            {
                Check(property, value, child);
                KnownValues.Check(definition, name, value, child, Add);
            }
            else if (further.ValueKind == JsonValueKind.Object)
            {
                Check(further, value, child);
            }
            else if (!open && further.ValueKind != JsonValueKind.True)
            {
                Add(child, "is not a known field");
            }
        }

        CheckRequired(schema, node, path);
        ScalarRules.CheckCount(schema, "Properties", node.Count, path, Add);
    }

    private void CheckRequired(JsonElement schema, JsonObject node, string path)
    {
        if (!isPatch && schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !node.ContainsKey(name)))
            {
                Add(path, $"lacks {name}");
            }
        }
    }

    private void CheckArray(JsonElement schema, JsonArray array, string path)
    {
        if (schema.TryGetProperty("items", out var items))
        {
            foreach (var (index, item) in array.Index())
            {
                Check(items, item, FormattableString.Invariant($"{path}[{index}]"));
            }
        }

        ScalarRules.CheckCount(schema, "Items", array.Count, path, Add);
        ListRules.Check(schema, array, path, Add);
    }

    // In a structural schema these hold rules about values and never new fields.
    private void CheckAlternatives(JsonElement schema, JsonNode value, string path)
    {
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray())
            {
                errors.AddRange(ErrorsOf(part, value, path));
            }
        }

        if (schema.TryGetProperty("anyOf", out var any) && any.EnumerateArray().All(part => ErrorsOf(part, value, path).Count > 0))
        {
            Add(path, "is none of the allowed forms");
        }

        if (schema.TryGetProperty("oneOf", out var one) && one.EnumerateArray().Count(part => ErrorsOf(part, value, path).Count == 0) != 1)
        {
            Add(path, "is not exactly one of the allowed forms");
        }

        if (schema.TryGetProperty("not", out var not) && ErrorsOf(not, value, path).Count == 0)
        {
            Add(path, "has a form that is forbidden");
        }
    }

    private List<SchemaError> ErrorsOf(JsonElement schema, JsonNode value, string path)
    {
        var found = new List<SchemaError>();
        var walk = new SchemaWalk(source, found, isPatch);
        walk.Check(schema, value, path);
        if (value is JsonObject node && !schema.TryGetProperty("type", out _))
        {
            walk.CheckRequired(schema, node, path);
            if (schema.TryGetProperty("properties", out var properties))
            {
                foreach (var property in properties.EnumerateObject().Where(property => node.ContainsKey(property.Name)))
                {
                    found.AddRange(ErrorsOf(property.Value, node[property.Name]!, $"{path}.{property.Name}"));
                }
            }
        }
        else if (!schema.TryGetProperty("type", out _))
        {
            ScalarRules.Check(schema, value, path, walk.Add);
        }

        return found;
    }

    private void CheckQuantity(JsonNode value, string path)
    {
        if (value.GetValueKind() != JsonValueKind.Number && !(value.GetValueKind() == JsonValueKind.String && ScalarRules.IsQuantity((string)value!)))
        {
            Add(path, $"must be a quantity such as 250m or 1Gi, is {Name(value)}");
        }
    }

    private void CheckIntOrString(JsonNode value, string path)
    {
        if (value.GetValueKind() != JsonValueKind.String && !(value.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<long>(out _)))
        {
            Add(path, $"must be a whole number or a string, is {Name(value)}");
        }
    }

    private static string Name(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the string '{(string)value!}'",
        _ => value.ToJsonString(),
    };
}
