using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Calls.Resume;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Bench.Effects;

/// <summary>The agent that goes on with a call: it runs open tool calls again, and its model asks for what the caller wished for.</summary>
internal sealed class Successor(AgentParts parts, Booking call, CallHistory history)
{
    private const int Generation = 2;

    // The provider's ids are of one session: the next one's are others.
    private const string ToolCallId = "tool_9";

    public static async Task<Successor> ReadAsync(AgentParts parts, Booking call, CancellationToken cancellationToken) =>
        new(parts, call, await parts.HistoryAsync(call.CallId, Generation, cancellationToken));

    public async Task GoOnAsync(CancellationToken cancellationToken)
    {
        var turn = history.LastTurn + 1;
        var memory = new ToolMemory(call.CallId);
        history.Restore(memory);
        memory.ResumeIn(turn);
        var writer = parts.Writer(call.CallId, Generation, history.LastTurn);
        foreach (var open in history.OpenTools)
        {
            await AskAsync(memory, writer, new RunTool(turn, open.ToolCallId, open.Name, open.Arguments), cancellationToken);
        }

        await AskAsync(memory, writer, new RunTool(turn, ToolCallId, Booking.Tool, call.SameWish), cancellationToken);
    }

    private async Task AskAsync(ToolMemory memory, JournalWriter writer, RunTool tool, CancellationToken cancellationToken)
    {
        var (key, done) = memory.Begin(tool.Turn, tool.CallId, tool.Name, tool.Arguments);
        await writer.ToolStartedAsync(tool, key);
        var result = done ?? await parts.RunAsync(call.CallId, Generation, tool, key, writer, cancellationToken);
        memory.End(tool.Name, tool.Arguments, key, result);
        writer.ToolEnded(tool.CallId, result);
    }
}
