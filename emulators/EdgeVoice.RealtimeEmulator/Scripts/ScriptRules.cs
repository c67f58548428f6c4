using System.Text.Json;

namespace EdgeVoice.RealtimeEmulator.Scripts;

internal static class ScriptRules
{
    private const int LongestMs = 120_000;

    public static IEnumerable<string> Errors(Script script)
    {
        if (!script.EndlessSpeech && script.Transcript is null && script.Responses.Count == 0)
        {
            yield return "write responses, a transcript or endlessSpeech: it does nothing.";
        }

        foreach (var (step, at) in script.Responses.SelectMany((response, number) => response.Steps.Select((step, index) => (step, $"responses[{number}].steps[{index}]"))))
        {
            if (step.Wait is < 0 or > LongestMs || step.Times is < 1 or > 1000)
            {
                yield return $"{at}: wait must be 0 to {LongestMs} and times 1 to 1000.";
            }

            if (step.Send is { } send && !IsEvent(send))
            {
                yield return $"{at}.send: write an event as JSON with a type.";
            }

            if (step.Sound is { } sound && (sound.Ms is < 1 or > LongestMs || sound.Hz is < 50 or > 8000 || sound.DeltaBytes is < 1 or > 480_000))
            {
                yield return $"{at}.sound: ms must be 1 to {LongestMs}, hz 50 to 8000 and deltaBytes 1 to 480000.";
            }

            if (step.Close is < 1000 or > 4999)
            {
                yield return $"{at}.close: write a close code from 1000 to 4999.";
            }

            if (step.Call is { Name: "" })
            {
                yield return $"{at}.call: write its name.";
            }
        }
    }

    private static bool IsEvent(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } message && message.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
