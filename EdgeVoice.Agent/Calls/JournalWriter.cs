using System.Collections.Concurrent;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Tools.Effects;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Puts the facts of one call into the journal. An agent that was sent ahead of a returning caller keeps them to itself
/// until the caller is there: the same generation may have been offered by another region since, and the caller gone there.
/// </summary>
/// <param name="journal">Where the facts go.</param>
/// <param name="clock">The call's clock.</param>
/// <param name="callId">The call.</param>
/// <param name="generation">Generation that the entries belong to.</param>
/// <param name="turnsBefore">Number of the last turn of the generations before.</param>
/// <param name="awaitsCaller">Nothing is written before <see cref="CallerCame"/>, and never when it does not come.</param>
internal sealed class JournalWriter(CallJournal journal, CallClock clock, string callId, int generation, int turnsBefore, bool awaitsCaller)
{
    private static readonly TimeSpan s_intentLimit = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, string> _words = new();
    private int _turns = turnsBefore;
    private List<JournalEntry>? _held = awaitsCaller ? [] : null;

    /// <summary>The caller is in the room: what was held back is written, and from now on everything at once.</summary>
    public void CallerCame()
    {
        lock (_lock)
        {
            var held = _held ?? [];
            _held = null;
            held.ForEach(journal.Append);
        }
    }

    public void Started(string region, string room, string persona, string? locale, RealtimeSessionConfig config, IRealtimeProvider provider) =>
        Append(new CallStarted(callId, clock.StartedAt, region, room, persona, "", provider.Name, provider.Model)
        {
            Locale = locale,
            Session = new SessionSettings(config.Instructions, config.Voice, config.TurnDetection, [.. config.Tools.Select(tool => tool.Name)]),
        });

    /// <summary>Words of the conversation, when they are news.</summary>
    public void Words(int turn, string key, ConversationItem item)
    {
        var (speaker, text) = item switch
        {
            UserSaid said => (Speaker.Caller, said.Text),
            AgentSaid said => (Speaker.Agent, said.Text),
            _ => default((Speaker, string?)),
        };
        if (text is not null && (!_words.TryGetValue(key, out var known) || known != text))
        {
            _words[key] = text;
            Append(new ItemRemembered(callId, clock.Time.GetUtcNow(), turn, key, Wire.Name(speaker), text));
        }
    }

    public void EffectDeferred(Effect effect) =>
        Append(new EffectDeferred(callId, clock.Time.GetUtcNow(), effect.IdempotencyKey, effect.Tool, effect.Arguments, effect.Result));

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
            clock.StartedAt + turn.StartedAt)
        {
            HandedOver = turn.HandedOver,
            FailureReason = turn.FailureReason,
        });
    }

    /// <summary>Completes when the intent outlives this process, so that the tool may run; a disk that hangs holds a waiting caller up no longer than this.</summary>
    public async Task ToolStartedAsync(RunTool call, string idempotencyKey)
    {
        var entry = new ToolCallStarted(callId, clock.Time.GetUtcNow(), call.Turn, call.CallId, call.Name, call.Arguments, idempotencyKey) { Generation = generation };
        Task safe;
        lock (_lock)
        {
            if (_held is { } held)
            {
                held.Add(entry);
                return;
            }

            safe = journal.AppendSafelyAsync(entry);
        }

        await safe.WaitAsync(s_intentLimit, clock.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void ToolEnded(string toolCallId, ToolResult result) =>
        Append(new ToolCallCompleted(callId, clock.Time.GetUtcNow(), toolCallId, result.Ok ? ToolCallCompleted.Ok : ToolCallCompleted.Error, result.Output));

    public void Ended(CallOutcome outcome, string reason) =>
        Append(new CallEnded(callId, clock.Time.GetUtcNow(), Wire.Name(outcome), reason, _turns));

    private void Append(JournalEntry entry)
    {
        entry = entry with { Generation = generation };
        lock (_lock)
        {
            if (_held is { } held)
            {
                held.Add(entry);
            }
            else
            {
                journal.Append(entry);
            }
        }
    }

    // Rounded as the page rounds the same figure, so that caller and journal never differ by one.
    private static int? Ms(TimeSpan? time) => time is { } known ? (int)Math.Round(known.TotalMilliseconds, MidpointRounding.AwayFromZero) : null;
}
