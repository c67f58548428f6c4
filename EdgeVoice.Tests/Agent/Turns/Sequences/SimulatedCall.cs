using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns.Sequences;

/// <summary>
/// The turn machine in a call of minutes with timers, play-out, tools and sessions, in virtual time. After each step the rules
/// are asked: see <see cref="Rules"/>.
/// </summary>
internal sealed class SimulatedCall
{
    private static readonly TimeSpan s_clip = TimeSpan.FromMilliseconds(1800);

    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(75);

    private readonly Random _random;
    private readonly SimulatedProvider _provider;
    private readonly TurnMachine _machine;
    private readonly PriorityQueue<(int Session, Func<TurnInput> Input), (TimeSpan At, int Number)> _queue = new();
    private readonly Dictionary<TurnTimer, TimeSpan> _timers = [];
    private readonly SimulatedPlayout _playout = new();
    private readonly Rules _rules;
    private TimeSpan _now;
    private TimeSpan _lineAudibleUntil;
    private int _number;
    private int _session = 1;
    private int _attempts;
    private bool _ended;

    public SimulatedCall(int seed)
    {
        _random = new Random(seed);
        _provider = new SimulatedProvider(_random);
        var limit = LimitOf(seed);
        _machine = new TurnMachine(Rules.Limits, new TurnOpening("Greet the caller.") { Limit = limit });
        _rules = new Rules(seed, _machine, limit);
    }

    // Every other call has one, and is over before the caller hangs up.
    private static CallLimit? LimitOf(int seed)
    {
        var random = new Random(~seed);
        var warnAt = TimeSpan.FromSeconds(5 + (random.NextDouble() * 35));
        return seed % 2 == 0 ? null : new CallLimit(warnAt, warnAt + TimeSpan.FromSeconds(1 + (random.NextDouble() * 14)));
    }

    /// <summary>Plays the call of this seed to its end.</summary>
    /// <param name="seed">Which call.</param>
    /// <param name="tell">Told of every input and what came of it, to find out why a rule broke.</param>
    public static Rules Run(int seed, Action<string>? tell = null)
    {
        var call = new SimulatedCall(seed) { Tell = tell };
        call.Run();
        return call._rules;
    }

    private Action<string>? Tell { get; init; }

    private void Run()
    {
        Post(TimeSpan.Zero, () => new CallReady(_now));
        var speaksAt = TimeSpan.FromSeconds(2 + (_random.NextDouble() * 8));
        while (speaksAt < s_length)
        {
            Post(speaksAt, Speak);
            speaksAt += TimeSpan.FromSeconds(2 + (_random.NextDouble() * 30));
        }

        if (_random.Next(8) == 0)
        {
            var at = TimeSpan.FromSeconds(_random.NextDouble() * 60);
            Post(at, () =>
            {
                Reconnect();
                return new ProviderSays(_now, new SessionLost("1006", Fatal: false));
            });
        }

        Post(s_length, () => new CallClosed(_now, CallOutcome.CallerHungUp, "over"));
        while (!_ended)
        {
            Step();
        }

        _rules.AtTheEnd();
    }

    /// <summary>The next thing that happens: of the play-out, a timer, or what was sent.</summary>
    private void Step()
    {
        var queued = _queue.TryPeek(out _, out var due) ? due.At : TimeSpan.MaxValue;
        var (timer, fires) = _timers.Count == 0 ? (default, TimeSpan.MaxValue) : _timers.Select(entry => (entry.Key, entry.Value)).MinBy(entry => entry.Value);
        var plays = _playout.NextAt ?? TimeSpan.MaxValue;
        var next = Earliest(plays, fires, queued);
        _now = next > _now ? next : _now;
        var played = _playout.Advance(_now);
        _rules.Check(_now, _playout.AudibleUntil, _lineAudibleUntil);
        if (played is not null)
        {
            Apply(new PlayoutSays(_now, played));
        }
        else if (fires <= _now)
        {
            _timers.Remove(timer);
            Apply(new TimerFired(_now, timer));
        }
        else if (queued <= _now)
        {
            var (session, input) = _queue.Dequeue();
            if (session == 0 || session == _session)
            {
                Apply(input());
            }
        }
    }

    private static TimeSpan Earliest(params ReadOnlySpan<TimeSpan> times)
    {
        var earliest = TimeSpan.MaxValue;
        foreach (var time in times)
        {
            earliest = time < earliest ? time : earliest;
        }

        return earliest;
    }

    private TurnInput Speak()
    {
        var length = TimeSpan.FromSeconds(0.3 + (_random.NextDouble() * 3));
        _lineAudibleUntil = _now + length;
        var events = _provider.Speech(length, out var ends);
        foreach (var (after, said) in events.Skip(1))
        {
            Say(after, said);
        }

        if (ends)
        {
            Answer(length + TimeSpan.FromMilliseconds(510));
        }

        return Saying(events[0].Event);
    }

    private void Answer(TimeSpan after)
    {
        foreach (var (later, said) in _provider.Answer())
        {
            Say(after + later, said);
        }
    }

    private void Say(TimeSpan after, RealtimeEvent said)
    {
        var session = _session;
        Post(_now + after, () => Saying(said), session);
    }

    private ProviderSays Saying(RealtimeEvent said)
    {
        _rules.Said(said);
        return new ProviderSays(_now, said);
    }

    private void Post(TimeSpan at, Func<TurnInput> input, int session = 0) => _queue.Enqueue((session, input), (at, _number++));

    private void Apply(TurnInput input)
    {
        Tell?.Invoke($"{_now.TotalSeconds:0.000} {input}");
        foreach (var command in _machine.Apply(input))
        {
            Tell?.Invoke($"    {command}");
            _rules.Did(command, input);
            Carry(command);
        }

        _rules.Took(input);
    }

    private void Carry(TurnCommand command)
    {
        switch (command)
        {
            case PlayAudio play:
                _playout.Enqueue(play.ItemId, TimeSpan.FromMilliseconds(play.Pcm.Length / 48d), complete: false);
                break;
            case CompletePlayout complete:
                _playout.Complete(complete.ItemId);
                break;
            case PlayClip clip:
                _playout.Enqueue(clip.Clip.ToString(), s_clip, complete: true);
                break;
            case StopPlayout:
                Apply(new PlayoutCut(_now, _playout.Stop()));
                break;
            case CheckLine:
                Apply(new LineHeard(_now, _lineAudibleUntil < _now ? _lineAudibleUntil : _now));
                break;
            case SetTimer set:
                _timers[set.Timer] = _now + (set.Delay > TimeSpan.Zero ? set.Delay : TimeSpan.Zero);
                break;
            case ClearTimer clear:
                _timers.Remove(clear.Timer);
                break;
            case CreateResponse:
                Answer(TimeSpan.Zero);
                break;
            case CheckProvider when _random.Next(4) != 0:
                Say(TimeSpan.FromMilliseconds(40), new RoundTripMeasured(TimeSpan.FromMilliseconds(40)));
                break;
            case RunTool tool:
                Post(_now + TimeSpan.FromMilliseconds(_random.Next(20, 4000)), () => new ToolFinished(_now, tool.CallId, new ToolResult(_random.Next(8) != 0, "{}")));
                break;
            case ReplaceProvider:
                Reconnect();
                break;
            case EndCall:
                _ended = true;
                break;
        }
    }

    /// <summary>Another session, or none at the fourth time. What the old one has sent meanwhile still arrives.</summary>
    private void Reconnect()
    {
        var at = _now + TimeSpan.FromMilliseconds(_random.Next(50, 3000));
        if (++_attempts == 4)
        {
            Post(at, () => new ProviderGaveUp(_now, "no session"));
            return;
        }

        Post(at, () =>
        {
            _session++;
            _rules.NewSession();
            return new ProviderRestored(_now);
        });
    }
}
