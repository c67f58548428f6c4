using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using static EdgeVoice.Agent.Realtime.OpenAI.OpenAIEventReader;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>What an error of the provider means for the call.</summary>
internal static partial class OpenAIErrors
{
    private const int LongestMessage = 2000;

    // Longer than anybody would wait: who says so has a bad day, not a limit.
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    public static string CodeOf(JsonElement? error) =>
        error is { } known ? OptionalText(known, "code") ?? OptionalText(known, "type") ?? "unknown" : "unknown";

    public static RealtimeEvent Read(JsonElement error)
    {
        var code = CodeOf(error);
        return code switch
        {
            OpenAIErrorCodes.SessionExpired => new SessionLost(code, Fatal: false),
            OpenAIErrorCodes.ActiveResponse => new ResponseRefused(),
            _ when OpenAIErrorCodes.IsFatal(code) => new SessionLost(code, Fatal: true),
            _ when OptionalText(error, "event_id")?.StartsWith(OpenAIEventWriter.ResponseEventPrefix, StringComparison.Ordinal) == true => new ResponseNotMade(code, RetryAfter(error)),
            _ => new ProviderError(code, OptionalText(error, "message") ?? ""),
        };
    }

    /// <summary>The wait that the error asks for in words, as in "Please try again in 1m0.5s": there is no field for it.</summary>
    public static TimeSpan? RetryAfter(JsonElement? error)
    {
        if (error is not { } known || OptionalText(known, "message") is not { Length: < LongestMessage } message || Wait().Match(message) is not { Success: true } wait)
        {
            return null;
        }

        var total = TimeSpan.Zero;
        var units = wait.Groups["unit"].Captures;
        foreach (var (number, index) in wait.Groups["number"].Captures.Select((capture, index) => (capture.Value, index)))
        {
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || count > s_longest.TotalMilliseconds)
            {
                return null;
            }

            total += units[index].Value.ToLowerInvariant() switch
            {
                "ms" or "milliseconds" or "millisecond" => TimeSpan.FromMilliseconds(count),
                "m" or "minutes" or "minute" => TimeSpan.FromMinutes(count),
                "h" => TimeSpan.FromHours(count),
                _ => TimeSpan.FromSeconds(count),
            };
        }

        return total < s_longest ? total : s_longest;
    }

    [GeneratedRegex(@"(?:try again|retry) (?:in|after) (?:(?<number>[0-9]+(?:\.[0-9]+)?) ?(?<unit>milliseconds?|minutes?|seconds?|ms|h|m|s) ?)+", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Wait();
}
