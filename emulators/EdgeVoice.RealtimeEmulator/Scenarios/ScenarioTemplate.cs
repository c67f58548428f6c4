using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeVoice.RealtimeEmulator.Scenarios;

/// <summary>Fills <c>{{tool.output}}</c>, <c>{{tool.output.field}}</c>, <c>{{user.seconds}}</c> and <c>{{user.text}}</c>.</summary>
internal static partial class ScenarioTemplate
{
    private static readonly string[] s_spokenFields = ["message", "summary", "text"];

    public static string Fill(string template, string? toolOutput, TimeSpan userSpeech, string? userText) =>
        Placeholder().Replace(template, match => match.Groups[1].Value switch
        {
            "tool.output" => Speakable(toolOutput),
            "user.seconds" => userSpeech.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
            "user.text" => userText ?? "",
            var name when name.StartsWith("tool.output.", StringComparison.Ordinal) => Field(toolOutput, name["tool.output.".Length..]),
            _ => "",
        });

    private static string Speakable(string? output) => Parse(output) switch
    {
        { ValueKind: JsonValueKind.Object } value => s_spokenFields.Select(name => Text(value, name)).FirstOrDefault(text => text.Length > 0)
            ?? string.Join(", ", value.EnumerateObject().Select(property => $"{property.Name} {Text(value, property.Name)}")),
        { ValueKind: JsonValueKind.String } value => value.GetString()!,
        _ => output ?? "",
    };

    private static string Field(string? output, string name) =>
        Parse(output) is { ValueKind: JsonValueKind.Object } value ? Text(value, name) : "";

    private static string Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var field) ? field.ToString() : "";

    private static JsonElement? Parse(string? output)
    {
        try
        {
            return output is null ? null : JsonElement.Parse(output);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\{\{\s*([\w.]+)\s*\}\}")]
    private static partial Regex Placeholder();
}
