using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace EdgeVoice.RealtimeEmulator.Scenarios;

internal static class ScenarioFile
{
    public static Scenario Read(string path)
    {
        var name = Path.GetFileName(path);
        var scenario = Parse(path, name);
        var errors = Errors(scenario).ToArray();
        return errors.Length == 0 ? scenario : throw new ScenarioException(string.Join(Environment.NewLine, errors.Select(error => $"{name}: {error}")));
    }

    private static Scenario Parse(string path, string name)
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithAttemptingUnquotedStringTypeDeserialization().Build()
                .Deserialize<Scenario?>(File.ReadAllText(path)) ?? throw new ScenarioException($"{name}: the file is empty; write at least 'greeting' and 'fallback'.");
        }
        catch (YamlException exception)
        {
            throw new ScenarioException($"{name}, line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message} " +
                "Keys: match, voice, firstAudioMs {median, p95}, greeting, idle, turns [user, say, tool {name, arguments}, afterTool], fallback.");
        }
    }

    private static IEnumerable<string> Errors(Scenario scenario)
    {
        if (scenario.Match is { } match && match.Trim().Length < 5)
        {
            yield return "match: write a phrase of 5 characters or more, or leave it out for the default scenario.";
        }

        if (string.IsNullOrWhiteSpace(scenario.Greeting))
        {
            yield return "greeting: write what is said before the user speaks.";
        }

        if (scenario.FirstAudioMs.Median < 1 || scenario.FirstAudioMs.P95 < scenario.FirstAudioMs.Median)
        {
            yield return "firstAudioMs: median must be 1 or more and p95 not below it.";
        }

        if (scenario.Turns.Count == 0 && scenario.Fallback is null)
        {
            yield return "turns: write one turn or a fallback.";
        }

        var turns = scenario.Turns.Select((turn, index) => (Path: $"turns[{index}]", Turn: turn));
        foreach (var (at, turn) in scenario.Fallback is { } fallback ? turns.Append(("fallback", fallback)) : turns)
        {
            if (turn.Tool is null && string.IsNullOrWhiteSpace(turn.Say))
            {
                yield return $"{at}: write 'say', or a 'tool' with 'afterTool'.";
            }

            if (turn.Tool is { } tool && (tool.Name.Length == 0 || string.IsNullOrWhiteSpace(turn.AfterTool)))
            {
                yield return $"{at}.tool: write its 'name' and, beside the tool, 'afterTool'.";
            }
        }
    }
}
