using System.Globalization;

namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>The five fields of a CronJob's schedule, by the rules of the API server's parser.</summary>
internal static class CronExpression
{
    private static readonly string[] s_months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] s_days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    // Sunday is 0 and never 7: other crons take both.
    private static readonly (string Name, int First, int Last, string[] Names)[] s_fields =
    [
        ("minute", 0, 59, []), ("hour", 0, 23, []), ("day of the month", 1, 31, []), ("month", 1, 12, s_months), ("day of the week", 0, 6, s_days),
    ];

    /// <summary>What the API server would refuse, or null.</summary>
    public static string? Error(string schedule)
    {
        var fields = schedule.Split(' ');
        if (fields.Length != s_fields.Length)
        {
            return "it must be a cron expression of five fields, in UTC";
        }

        return fields.Zip(s_fields).Select(field => Error(field.First, field.Second)).FirstOrDefault(error => error is not null);
    }

    private static string? Error(string text, (string Name, int First, int Last, string[] Names) field) =>
        text.Split(',').Any(part => !IsPart(part, field))
            ? FormattableString.Invariant($"its {field.Name} is '{text}': {field.First} to {field.Last}, a range as in {field.First}-{field.Last}, a list, or a step as in */{Math.Min(5, field.Last)}")
            : null;

    private static bool IsPart(string part, (string Name, int First, int Last, string[] Names) field)
    {
        var (range, step) = part.Split('/') switch
        {
            [var whole] => (whole, null),
            [var whole, var every] => (whole, every),
            _ => ("", ""),
        };
        // A step beyond the field strikes once, which is not what it says.
        if (step is not null && (Number(step) is not { } number || number < 1 || number > field.Last - field.First + 1))
        {
            return false;
        }

        return range is "*" or "?" || range.Split('-') switch
        {
            [var one] => Value(one, field) is not null,
            [var from, var to] => Value(from, field) is { } first && Value(to, field) is { } last && first <= last,
            _ => false,
        };
    }

    private static int? Value(string text, (string Name, int First, int Last, string[] Names) field) =>
        Array.FindIndex(field.Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is var index and >= 0
            ? field.First + index
            : Number(text) is { } number && number >= field.First && number <= field.Last ? number : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
