using System.Globalization;

namespace EdgeVoice.RealtimeEmulator.Faults;

/// <summary>Reads <c>X-EdgeVoice-Fault: close_1006;afterMs=300;afterResponses=1, slow_first_audio;durationMs=2000</c>.</summary>
internal static class FaultHeader
{
    public const string Name = "X-EdgeVoice-Fault";

    /// <exception cref="FormatException">The header is not understood; the message says which part.</exception>
    public static IReadOnlyList<Fault> Parse(IEnumerable<string?> values) =>
        [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(ParseOne)];

    private static Fault ParseOne(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var fault = new Fault { Kind = parts[0] };
        foreach (var part in parts.Skip(1))
        {
            var pair = part.Split('=', 2);
            var value = pair.Length == 2 ? pair[1] : "";
            fault = pair[0] switch
            {
                "afterResponses" => fault with { AfterResponses = Number(part, value) },
                "afterMs" => fault with { AfterMs = Number(part, value) },
                "times" => fault with { Times = Number(part, value) },
                "durationMs" => fault with { DurationMs = Number(part, value) },
                "reason" => fault with { Reason = value },
                _ => throw new FormatException($"{Name}: '{part}' is not known; use afterResponses, afterMs, times, durationMs or reason."),
            };
        }

        return FaultRules.Errors(fault).FirstOrDefault() is { } error ? throw new FormatException($"{Name}: {error}") : fault;
    }

    private static int Number(string part, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{Name}: '{part}' needs a whole number.");
}
