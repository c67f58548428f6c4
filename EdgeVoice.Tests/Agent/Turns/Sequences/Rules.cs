using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns.Sequences;

/// <summary>
/// What holds whatever a provider does: silence is bounded, an outcome says what was, nothing is heard that belongs to no
/// live response, a tool runs once, and a call with a longest length is over soon after it.
/// </summary>
internal sealed class Rules(int seed, TurnMachine machine, CallLimit? length)
{
    // A clip that begins when the hold ends, and what two events in one millisecond may differ by.
    private static readonly TimeSpan s_margin = TimeSpan.FromMilliseconds(20);

    // The wait for a pause, and the goodbye.
    private static readonly TimeSpan s_end = TimeSpan.FromSeconds(5 + 15);

    private readonly HashSet<string> _over = [];
    private readonly HashSet<string> _interrupted = [];
    private readonly HashSet<string> _begun = [];
    private readonly HashSet<string> _run = [];
    private readonly List<Turn> _turns = [];
    private TimeSpan _turnAt;
    private int _turn;
    private bool _isSpeaking;
    private bool _isClosing;
    private int _ends;

    public static TurnLimits Limits { get; } = new();

    public IReadOnlyList<Turn> Turns => _turns;

    /// <summary>The provider says this, and the machine does not know it yet.</summary>
    public void Said(RealtimeEvent said)
    {
        if (said is ResponseStarted started)
        {
            _begun.Add(started.ResponseId);
        }
    }

    public void NewSession()
    {
        _over.Clear();
        _interrupted.Clear();
        _begun.Clear();
    }

    public void Did(TurnCommand command, TurnInput input)
    {
        switch (command)
        {
            case PlayAudio play:
                var heard = Assert.IsType<AudioDelta>(Assert.IsType<ProviderSays>(input).Event);
                Holds(play.ItemId == heard.ItemId && !_over.Contains(heard.ResponseId) && !_interrupted.Contains(heard.ResponseId), $"{heard.ResponseId} is heard and is not live");
                _begun.Add(heard.ResponseId);
                break;
            case RunTool tool:
                Holds(_run.Add(tool.CallId), $"{tool.CallId} runs twice");
                break;
            case CompleteTurn complete:
                Check(complete.Turn);
                break;
            case PlayClip { Clip: Clip.TechnicalProblem }:
                _isClosing = true;
                break;
            case EndCall:
                _ends++;
                break;
        }
    }

    /// <summary>The machine has taken this in.</summary>
    public void Took(TurnInput input)
    {
        switch (input)
        {
            case ProviderSays { Event: ResponseDone done }:
                _over.Add(done.ResponseId);
                break;
            case ProviderSays { Event: SpeechStarted } when machine.Turn is { IsCallerSpeaking: true }:
                _interrupted.UnionWith(_begun);
                break;
        }
    }

    /// <summary>Nobody has heard anything since these moments.</summary>
    public void Check(TimeSpan now, TimeSpan agentUntil, TimeSpan callerUntil)
    {
        var turn = machine.Turn;
        if (turn?.Index != _turn || turn?.IsCallerSpeaking != _isSpeaking)
        {
            (_turn, _isSpeaking, _turnAt) = (turn?.Index ?? 0, turn?.IsCallerSpeaking ?? false, now);
        }

        var quiet = now - Later(agentUntil, callerUntil < now ? callerUntil : now);
        var limit = turn switch
        {
            null => Limits.CallerSilence,
            { IsCallerSpeaking: true } => Limits.SilentLine + Limits.Hold,
            _ => Limits.Hold,
        };
        // What was waited for before the turn, or before the caller was known to have stopped, had its own limit.
        var counted = now - _turnAt < quiet ? now - _turnAt : quiet;
        Holds(length is null || now <= length.EndAt + s_end + s_margin, $"at {now.TotalSeconds:0.000} s the call should be over since {length?.EndAt.TotalSeconds:0.000} s");
        Holds(counted <= limit + s_margin, $"at {now.TotalSeconds:0.000} s nothing was heard for {counted.TotalSeconds:0.000} s, turn {turn?.Index}, closing {_isClosing}");
    }

    public void AtTheEnd()
    {
        Holds(_ends == 1, $"the call ended {_ends} times");
        Holds(_turns.Select(turn => turn.Index).SequenceEqual(Enumerable.Range(1, _turns.Count)), "turns are not told in order");
    }

    private void Check(Turn turn)
    {
        _turns.Add(turn);
        Holds(turn.Outcome != TurnOutcome.Complete || turn.HeardMs > 0, $"turn {turn.Index} is complete and nothing of it was heard");
        Holds(turn.Outcome != TurnOutcome.ModelError || turn.FailureReason is not null, $"turn {turn.Index} failed for no reason");
        Holds(turn.HeardMs >= 0 && turn.HeardMs <= turn.GeneratedMs, $"turn {turn.Index}: {turn.HeardMs} of {turn.GeneratedMs} ms heard");
Holds(turn.Outcome != TurnOutcome.Complete || turn.ToolCalls.All(call => call.Ok is not null), $"turn {turn.Index} is complete before its tools are done");
    }

    private void Holds(bool rule, string broken)
    {
        if (!rule)
        {
            Assert.Fail($"Seed {seed}: {broken}. SimulatedCall.Run({seed}) plays it again.");
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
