using System.Text.Json;

namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>Responses of the wire protocol whose events come in any order, not at all, twice, late or with a wrong field. The same seed gives the same script.</summary>
internal static class RandomScript
{
    private const string Created = """{"type":"response.created","response":{"id":"{{response}}","status":"in_progress","output":[]}}""";
    private const string Words = """{"type":"response.output_audio_transcript.delta","response_id":"{{response}}","item_id":"{{item}}","output_index":0,"content_index":0,"delta":"scripted words "}""";
    private const string AllWords = """{"type":"response.output_audio_transcript.done","response_id":"{{response}}","item_id":"{{item}}","output_index":0,"content_index":0,"transcript":"scripted words"}""";
    private const string AudioDone = """{"type":"response.output_audio.done","response_id":"{{response}}","item_id":"{{item}}","output_index":0,"content_index":0}""";
    private const string Thought = """{"type":"response.function_call_arguments.delta","response_id":"{{response}}","item_id":"{{item}}","output_index":1,"call_id":"{{call}}","delta":" "}""";
    private const string Done = """{"type":"response.done","response":{"id":"{{response}}","status":"STATUS","status_details":DETAILS,"output":[],"usage":null}}""";

    private static readonly string[] s_statuses = ["completed", "completed", "completed", "failed", "incomplete", "cancelled"];

    /// <summary>A fault for the emulator.</summary>
    public static object Of(int seed, string session)
    {
        var random = new Random(seed);
        var responses = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new { steps = Spoil(random, Steps(random)).ToArray() });
        return new { kind = "script", session, afterResponses = 1, script = new { about = $"seed {seed}", responses = responses.ToArray() } };
    }

    private static List<Dictionary<string, object>> Steps(Random random)
    {
        List<Dictionary<string, object>> steps = [Send(Created, random.Next(20, 300))];
        steps.AddRange(Enumerable.Range(0, random.Next(0, 6)).Select(_ => Send(Thought, random.Next(100, 700))));
        switch (random.Next(4))
        {
            case 0:
                break;
            case 1:
                steps.Add(new() { ["wait"] = 50, ["call"] = new { name = "check_availability", arguments = random.Next(4) == 0 ? "{\"time\":" : "{\"time\":\"19:00\",\"guests\":2}" } });
                break;
            default:
                steps.Add(Send(Words, 10));
                steps.Add(new() { ["wait"] = 10, ["sound"] = new { ms = random.Next(200, 2500), hz = 600, deltaBytes = random.Next(2) == 0 ? 4800 : 4801 } });
                steps.Add(Send(AllWords, 5));
                steps.Add(Send(AudioDone, 5));
                break;
        }

        var status = s_statuses[random.Next(s_statuses.Length)];
        var details = status == "failed" ? """{"type":"failed","error":{"type":"tokens","code":"rate_limit_exceeded","message":"Please try again in 1.2s."}}""" : "null";
        steps.Add(Send(Done.Replace("STATUS", status, StringComparison.Ordinal).Replace("DETAILS", details, StringComparison.Ordinal), 50));
        return steps;
    }

    private static IEnumerable<Dictionary<string, object>> Spoil(Random random, List<Dictionary<string, object>> steps)
    {
        var wrong = new[] { 0.1, 0.3 }[random.Next(2)];
        foreach (var step in steps)
        {
            if (random.NextDouble() >= wrong)
            {
                yield return step;
                continue;
            }

            switch (random.Next(4))
            {
                case 0:
                    break;
                case 1:
                    yield return step;
                    yield return new(step) { ["wait"] = random.Next(2000), ["late"] = true };
                    break;
                case 2:
                    yield return new(step) { ["wait"] = random.Next(3000), ["late"] = true };
                    break;
                default:
                    yield return step.TryGetValue("send", out var send) ? new(step) { ["send"] = Malform(random, (string)send) } : step;
                    break;
            }
        }
    }

    /// <summary>One field gone, or of another type or response.</summary>
    private static string Malform(Random random, string send)
    {
        var message = JsonSerializer.Deserialize<Dictionary<string, object?>>(send)!;
        var field = message.Keys.Where(name => name != "type").ElementAt(random.Next(message.Count - 1));
        switch (random.Next(3))
        {
            case 0:
                message.Remove(field);
                break;
            case 1:
                message[field] = new object?[] { null, 7, "", "resp_nobody", Array.Empty<int>() }[random.Next(5)];
                break;
            default:
                message["unheard_of"] = new { depth = 3 };
                break;
        }

        return JsonSerializer.Serialize(message);
    }

    private static Dictionary<string, object> Send(string json, int wait) => new() { ["wait"] = wait, ["send"] = json };
}
