using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Scenarios;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>
/// Picks the scenario's step from the conversation alone, so that a client that reconnects and replays its history gets
/// the answer that comes next.
/// </summary>
internal static partial class ResponsePlanner
{
    public static ResponsePlan Plan(RealtimeSession session, ResponseRequest request)
    {
        var items = session.Conversation.Items;
        if (request.Instructions is { } instructions && Quoted().Match(instructions) is { Success: true } quoted)
        {
            return new(quoted.Groups[1].Value);
        }

        if (!request.InConversation)
        {
            return new("Understood.");
        }

        var scenario = session.Scenario;
        if (session.Conversation.Last is { FromIdleTimeout: true })
        {
            return new(scenario.Idle);
        }

        if (request.Instructions is { } end && CallEnds().Match(end) is { Success: true } ends)
        {
            return new(ends.Groups["now"].Success ? scenario.EndsNow : scenario.EndsSoon);
        }

        var resumes = request.Instructions is { } told && CutOff().IsMatch(told);
        var user = items.LastOrDefault(item => item.IsUserTurn);
        if (user is null)
        {
            return new(resumes ? scenario.Idle : scenario.Greeting);
        }

        var turn = scenario.TurnFor(session.Conversation.UserTurns);
        var output = OutputAfter(items, user);
        if (turn.Tool is { } tool && output is null)
        {
            return CallTool(tool, turn, request) ?? new($"I would need the tool {tool.Name} for that, and this session does not offer it.");
        }

        var template = turn.Tool is null ? turn.Say! : turn.AfterTool!;
        return new(ScenarioTemplate.Fill(resumes ? $"{scenario.Resumed} {template}" : template, output, TimeSpan.FromMilliseconds(user.SpeechMs), UserText(user)));
    }

    private static ResponsePlan? CallTool(ScenarioTool tool, ScenarioTurn turn, ResponseRequest request)
    {
        var forbidden = request.ToolChoice is JsonValue choice && (string?)choice == "none";
        var offered = request.Tools.Any(candidate => (string?)candidate!["name"] == tool.Name);
        return forbidden || !offered ? null : new(turn.Say ?? "", tool.Name, JsonSerializer.Serialize(tool.Arguments));
    }

    private static string? OutputAfter(IReadOnlyList<ConversationItem> items, ConversationItem user) =>
        items.SkipWhile(item => item != user).LastOrDefault(item => item.Type == ItemTypes.FunctionCallOutput)?.Output;

    private static string? UserText(ConversationItem user) =>
        user.Content.Select(part => part.Text ?? part.Transcript).FirstOrDefault(text => text is not null);

    /// <summary>A model that is told of a cut-off line says what the talk was about before it goes on.</summary>
    [GeneratedRegex(@"\bcut off\b", RegexOptions.IgnoreCase)]
    private static partial Regex CutOff();

    /// <summary>The caller is told that the call ends, whatever they have said last.</summary>
    [GeneratedRegex(@"\bcall ends (?:in|(?<now>now))\b", RegexOptions.IgnoreCase)]
    private static partial Regex CallEnds();

    /// <summary>An instruction such as <c>Say: "…"</c> is followed to the letter, up to two minutes of speech.</summary>
    [GeneratedRegex("[\"“]([^\"”]{2,2000})[\"”]")]
    private static partial Regex Quoted();
}
