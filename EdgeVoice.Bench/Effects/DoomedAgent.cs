using System.Text.Json;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Bench.Effects;

/// <summary>What the process of a <see cref="DoomedAgent"/> is told.</summary>
/// <param name="Step">Where its calls stand when it is killed.</param>
/// <param name="Bookings">Its tools' way to the database.</param>
/// <param name="Journal">Its journal's way to it.</param>
internal sealed record DoomedOrder(KillStep Step, string Bookings, string Journal, string Spool, IReadOnlyList<Booking> Calls);

/// <summary>An agent in a process of its own, whose calls book a table each up to a step, and which is killed there.</summary>
internal static class DoomedAgent
{
    public const string Command = "effects-agent";
    public const string Ready = "ready";
    public const string There = "there";
    public const string Late = "late";

    private const int Generation = 1;
    private const int Turn = 2;
    private const string ToolCallId = "tool_1";

    // Beyond the hours of the calls.
    private const string WarmHour = "23:30";

    public static async Task<int> RunAsync()
    {
        var order = JsonSerializer.Deserialize<DoomedOrder>(await Console.In.ReadLineAsync() ?? "")!;
        await using var parts = await AgentParts.StartAsync(order.Bookings, order.Journal, order.Spool, CancellationToken.None);
        // An agent of a running region has compiled its code and opened its connections: its calls do all of this within milliseconds.
        await Task.WhenAll(order.Calls.Select(_ => BookAsync(parts, new Booking($"warm_{Guid.NewGuid():N}", WarmHour), KillStep.ResultHeard)));
        Console.Out.WriteLine(Ready);
        _ = await Console.In.ReadLineAsync();
        await Task.WhenAll(order.Calls.Select(call => BookAsync(parts, call, order.Step)));
        // Who was to be killed in the middle of a transaction has seen its end.
        Console.Out.WriteLine(order.Step is KillStep.TransactionBegun or KillStep.CommitUnderWay or KillStep.Committed ? Late : There);
        // The parent's end closes the input, so that no agent stays behind.
        _ = await Console.In.ReadLineAsync();
        return 0;
    }

    // In the order in which a call session does it.
    private static async Task BookAsync(AgentParts parts, Booking call, KillStep step)
    {
        var now = DateTimeOffset.UtcNow;
        parts.Journal.Append(new CallStarted(call.CallId, now, "us-east", call.CallId, "concierge", "caller", "openai", "gpt-realtime"));
        var writer = parts.Writer(call.CallId, Generation, turnsBefore: 1);
        var memory = new ToolMemory(call.CallId);
        var tool = new RunTool(Turn, ToolCallId, Booking.Tool, call.Wish);
        var (key, _) = memory.Begin(Turn, tool.CallId, tool.Name, tool.Arguments);
        var onDisk = writer.ToolStartedAsync(tool, key);
        if (step == KillStep.IntentJournalled)
        {
            return;
        }

        await onDisk;
        if (step == KillStep.SpoolWritten)
        {
            return;
        }

        var result = await parts.RunAsync(call.CallId, Generation, tool, key, writer, CancellationToken.None);
        memory.End(tool.Name, tool.Arguments, key, result);
        writer.ToolEnded(tool.CallId, result);
        if (step == KillStep.ResultHeard)
        {
            memory.Settle(Turn);
            parts.Journal.Append(new TurnCompleted(call.CallId, DateTimeOffset.UtcNow, Turn, "caller", "complete", "Yes.", "It is booked.", "It is booked.", 900, 900, 640, 500, 600, null, now));
        }
    }
}
