using System.Globalization;
using System.Text.Json;

namespace EdgeVoice.Agent.Tools;

/// <summary>Reads the arguments that a model made up, with errors that the model can act on.</summary>
internal static class ToolArguments
{
    private const int TextLimit = 200;

    public static string Text(JsonElement arguments, string name)
    {
        var text = Find(arguments, name) is { ValueKind: JsonValueKind.String } value ? Sayable(value) : null;
        return text is { Length: > 0 and <= TextLimit }
            ? text
            : throw new ToolArgumentException($"'{name}' is missing: ask the caller for it");
    }

    public static int Number(JsonElement arguments, string name, int minimum, int maximum) =>
        Find(arguments, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) && number == Math.Truncate(number) && number >= minimum && number <= maximum
            // JSON knows one kind of number: a model may write 2 as 2.0.
            ? (int)number
            : throw new ToolArgumentException($"'{name}' must be a whole number from {minimum} to {maximum}: ask the caller for it");

    public static TimeOnly Time(JsonElement arguments, string name) =>
        TimeOnly.TryParseExact(Text(arguments, name), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new ToolArgumentException($"'{name}' must be a time such as 19:30: ask the caller for it");

    // Control characters cannot be said, and no database stores them all.
    private static string Sayable(JsonElement value) => string.Concat(value.GetString()!.Where(character => !char.IsControl(character))).Trim();

    private static JsonElement? Find(JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out var value) ? value : null;
}
