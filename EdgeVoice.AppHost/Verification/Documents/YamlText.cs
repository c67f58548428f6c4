using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeVoice.AppHost.Verification.Documents;

/// <summary>YAML as Kubernetes reads it: YAML 1.1, turned into JSON. So an unquoted <c>yes</c> is a truth value and <c>012</c> is ten.</summary>
internal static partial class YamlText
{
    private static readonly HashSet<string> s_true = new(StringComparer.Ordinal) { "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" };
    private static readonly HashSet<string> s_false = new(StringComparer.Ordinal) { "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" };
    private static readonly HashSet<string> s_null = new(StringComparer.Ordinal) { "", "~", "null", "Null", "NULL" };

    /// <summary>The documents of a text; empty ones are left out.</summary>
    /// <exception cref="FormatException">It is no YAML, or a key occurs twice; says where.</exception>
    public static IReadOnlyList<JsonNode> Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return [.. stream.Documents.Select(document => Convert(document.RootNode)).OfType<JsonNode>()];
        }
        catch (YamlException exception)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {exception.Start.Line}: {exception.Message}"), exception);
        }
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(Key(pair.Key), Convert(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Tag.IsEmpty: true, Value: { } text } => Scalar(text),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
        _ => throw new FormatException($"line {node.Start.Line.ToString(CultureInfo.InvariantCulture)}: a node that JSON does not know"),
    };

    private static string Key(YamlNode key) =>
        key is YamlScalarNode { Value: { } text } ? text : throw new FormatException($"line {key.Start.Line.ToString(CultureInfo.InvariantCulture)}: a key that is no string");

    private static JsonValue? Scalar(string text)
    {
        if (s_null.Contains(text))
        {
            return null;
        }

        if (s_true.Contains(text) || s_false.Contains(text))
        {
            return JsonValue.Create(s_true.Contains(text));
        }

        return Integer(text) is { } integer ? JsonValue.Create(integer)
            : Decimal().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }

    private static long? Integer(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var sign = digits.StartsWith('-') ? -1 : 1;
        var bare = digits.TrimStart('+', '-');
        try
        {
            return !WholeNumber().IsMatch(text) ? null
                : bare.StartsWith("0x", StringComparison.Ordinal) ? sign * System.Convert.ToInt64(bare, 16)
                : bare.StartsWith("0b", StringComparison.Ordinal) ? sign * System.Convert.ToInt64(bare[2..], 2)
                : bare.StartsWith("0o", StringComparison.Ordinal) ? sign * System.Convert.ToInt64(bare[2..], 8)
                : bare.Length > 1 && bare[0] == '0' && !bare.AsSpan().ContainsAny('8', '9') ? sign * System.Convert.ToInt64(bare, 8)
                : long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
                : null;
        }
        catch (Exception exception) when (exception is OverflowException or FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[-+]?(0x[0-9a-fA-F_]+|0b[01_]+|0o[0-7_]+|[0-9][0-9_]*)\\z")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Decimal();
}
