using System.Globalization;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Reads a request's query and collects what is wrong with it, so that a caller learns of all mistakes at once.</summary>
internal sealed class Query(HttpRequest request)
{
    public const int MaxLimit = 1_000;

    private const int DefaultLimit = 100;
    private const int MaxText = 1_000;

    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>Null when everything could be read.</summary>
    public IResult? Problem => _errors.Count == 0 ? null : Results.ValidationProblem(_errors, title: "The request has wrong values");

    public string? Text(string name)
    {
        var text = request.Query[name].ToString();
        if (text.Length > MaxText)
        {
            Wrong(name, $"It is longer than {MaxText} characters.");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    public string[] List(string name) => Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public double? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        Wrong(name, $"'{text}' is no number: give for example 800.");
        return null;
    }

    public int Whole(string name, int fallback, int least, int most)
    {
        if (Number(name) is not { } number)
        {
            return fallback;
        }

        if (number < least || number > most || number != Math.Floor(number))
        {
            Wrong(name, $"It must be a whole number from {least} to {most}.");
            return fallback;
        }

        return (int)number;
    }

    public bool? Flag(string name)
    {
        switch (Text(name)?.ToLowerInvariant())
        {
            case null:
                return null;
            case "true" or "1" or "yes":
                return true;
            case "false" or "0" or "no":
                return false;
            default:
                Wrong(name, "It must be true or false.");
                return null;
        }
    }

    /// <summary>Nanoseconds since 1970.</summary>
    public long? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        // The milliseconds must fit nanoseconds in 64 bits.
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < long.MaxValue / Clock.NsPerMs)
        {
            return ms * Clock.NsPerMs;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return Clock.Ns(instant);
        }

        Wrong(name, $"'{text}' is no instant: give 2026-11-20T09:30:00Z or milliseconds since 1970.");
        return null;
    }

    public string OneOf(string name, string fallback, params string[] allowed)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (allowed.Contains(text))
        {
            return text;
        }

        Wrong(name, $"'{text}' is not known: use {string.Join(", ", allowed)}.");
        return fallback;
    }

    public int Limit() => Whole("limit", DefaultLimit, 1, MaxLimit);

    public int Offset()
    {
        if (Text("cursor") is not { } cursor)
        {
            return 0;
        }

        if (Cursor.TryRead(cursor, out var offset))
        {
            return offset;
        }

        Wrong("cursor", "It is none of ours: pass on nextCursor as it came.");
        return 0;
    }

    public void Wrong(string name, string text) => _errors[name] = [text];
}
