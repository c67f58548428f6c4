using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>Puts the facts of one call into the journal.</summary>
internal sealed class JournalWriter(CallJournal journal, CallClock clock, string callId, int generation)
{
    private int _turns;

    public void Started(string region, string room, string persona, string callerIdentity, IRealtimeProvider provider) =>
        Append(new CallStarted(callId, clock.StartedAt, region, room, persona, callerIdentity, provider.Name, provider.Model));

    public void SessionOpened(string sessionId, string reason) =>
        Append(new ProviderSessionChanged(callId, clock.Time.GetUtcNow(), sessionId, reason));

    public void TurnEnded(Turn turn)
    {
        _turns = turn.Index;
        Append(new TurnCompleted(
            callId,
            clock.StartedAt + turn.EndedAt,
            turn.Index,
            Wire.Name(turn.Initiator),
            Wire.Name(turn.Outcome),
            turn.UserText,
            turn.AgentText,
            turn.HeardText,
            turn.GeneratedMs,
            turn.HeardMs,
            Ms(turn.HeardSilence),
            Ms(turn.Endpointing),
            Ms(turn.FirstAudio),
            Ms(turn.BargeInStop),
            clock.StartedAt + turn.StartedAt));
    }

    public void ToolStarted(RunTool call, string idempotencyKey) =>
        Append(new ToolCallStarted(callId, clock.Time.GetUtcNow(), call.Turn, call.CallId, call.Name, call.Arguments, idempotencyKey));

    public void ToolEnded(string toolCallId, ToolResult result) =>
        Append(new ToolCallCompleted(callId, clock.Time.GetUtcNow(), toolCallId, result.Ok ? "ok" : "error", result.Output));

    public void Ended(CallOutcome outcome, string reason) =>
        Append(new CallEnded(callId, clock.Time.GetUtcNow(), Wire.Name(outcome), reason, _turns));

    private void Append(JournalEntry entry) => journal.Append(entry with { Generation = generation });

    // Rounded as the page rounds the same figure, so that caller and journal never differ by one.
    private static int? Ms(TimeSpan? time) => time is { } known ? (int)Math.Round(known.TotalMilliseconds, MidpointRounding.AwayFromZero) : null;
}
