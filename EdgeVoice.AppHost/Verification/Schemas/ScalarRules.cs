using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeVoice.AppHost.Verification.Schemas;

/// <summary>Rules about single values: ranges, lengths, patterns, formats, enums.</summary>
internal static partial class ScalarRules
{
    private static readonly TimeSpan s_patternLimit = TimeSpan.FromSeconds(1);

    public static void Check(JsonElement schema, JsonNode value, string path, Action<string, string> add)
    {
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(item => JsonNode.DeepEquals(JsonNode.Parse(item.GetRawText()), value)))
        {
            add(path, $"is {value.ToJsonString()}, allowed are {string.Join(", ", allowed.EnumerateArray().Select(item => item.ToString()))}");
        }

        if (value.GetValueKind() == JsonValueKind.String)
        {
            CheckText(schema, (string)value!, path, add);
        }
        else if (value.GetValueKind() == JsonValueKind.Number)
        {
            CheckNumber(schema, double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture), path, add);
        }
    }

    /// <summary>The bounds <c>min…</c> and <c>max…</c> of something that is counted.</summary>
    public static void CheckCount(JsonElement schema, string what, int count, string path, Action<string, string> add)
    {
        if (schema.TryGetProperty($"min{what}", out var least) && count < least.GetInt32())
        {
            add(path, FormattableString.Invariant($"has {count} {what}, needs at least {least.GetInt32()}"));
        }

        if (schema.TryGetProperty($"max{what}", out var most) && count > most.GetInt32())
        {
            add(path, FormattableString.Invariant($"has {count} {what}, allowed are {most.GetInt32()}"));
        }
    }

    /// <summary>Numbers with a suffix, as Kubernetes counts CPU and memory.</summary>
    public static bool IsQuantity(string text) => Quantity().IsMatch(text);

    private static void CheckText(JsonElement schema, string text, string path, Action<string, string> add)
    {
        CheckCount(schema, "Length", text.Length, path, add);
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.CultureInvariant, s_patternLimit))
        {
            add(path, $"is '{text}', which does not match {pattern.GetString()}");
        }

        var valid = schema.TryGetProperty("format", out var format) ? format.GetString() switch
        {
            "byte" => Base64.IsValid(text),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "ipv4" or "ip" => System.Net.IPAddress.TryParse(text, out _),
            "cidr" => System.Net.IPNetwork.TryParse(text, out _),
            _ => true,
        } : true;
        if (!valid)
        {
            add(path, $"is '{text}', which is no {format.GetString()}");
        }
    }

    private static void CheckNumber(JsonElement schema, double number, string path, Action<string, string> add)
    {
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "int32" && number is < int.MinValue or > int.MaxValue)
        {
            add(path, FormattableString.Invariant($"is {number}, which is no int32"));
        }

        if (schema.TryGetProperty("minimum", out var least) && number < least.GetDouble())
        {
            add(path, FormattableString.Invariant($"is {number}, the least is {least.GetDouble()}"));
        }

        if (schema.TryGetProperty("maximum", out var most) && number > most.GetDouble())
        {
            add(path, FormattableString.Invariant($"is {number}, the most is {most.GetDouble()}"));
        }
    }

    [GeneratedRegex(@"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?[0-9]+)?\z")]
    private static partial Regex Quantity();
}
