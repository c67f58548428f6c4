using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

/// <summary>Plays a call to the machine, a second a step, and answers <see cref="StopPlayout"/> as a session does.</summary>
internal sealed class TurnScript
{
    public const string Greeting = "Greet the caller.";

    private readonly TurnMachine _machine;
    private TimeSpan _at;

    public TurnScript(TurnLimits? limits = null, TurnOpening? opening = null) => _machine = new TurnMachine(limits ?? new TurnLimits(), opening ?? new TurnOpening(Greeting));

    public List<TurnCommand> Commands { get; } = [];

    /// <summary>What play-out reports when it is stopped.</summary>
    public List<PlayoutPosition> Positions { get; } = [];

    /// <summary>When the caller's line was last audible, as the session answers <see cref="CheckLine"/>.</summary>
    public TimeSpan AudibleAt { get; set; }

    public IEnumerable<Turn> Turns => Commands.OfType<CompleteTurn>().Select(command => command.Turn);

    public TimeSpan At => _at;

    public TurnInProgress? Turn => _machine.Turn;

    public IReadOnlyList<TurnCommand> Apply(Func<TimeSpan, TurnInput> input)
    {
        var before = Commands.Count;
        _at += TimeSpan.FromSeconds(1);
        Carry(_machine.Apply(input(_at)));
        return Commands[before..];
    }

    /// <summary>Lets time pass in which nothing happens.</summary>
    public void Wait(TimeSpan length) => _at += length;

    public IReadOnlyList<TurnCommand> Says(RealtimeEvent said) => Apply(at => new ProviderSays(at, said));

    public IReadOnlyList<TurnCommand> Ready() => Apply(at => new CallReady(at));

    public IReadOnlyList<TurnCommand> Fires(TurnTimer timer) => Apply(at => new TimerFired(at, timer));

    /// <summary>The caller speaks and stops; the provider commits and writes it down.</summary>
    public void CallerSays(string itemId, string? text)
    {
        Says(new SpeechStarted(itemId, 0));
        Says(new SpeechStopped(itemId, 0));
        Says(new InputCommitted(itemId));
        Says(new UserTranscribed(itemId, text));
    }

    /// <summary>A response with words and audio, generated to its end and not yet heard.</summary>
    public void AgentGenerates(string responseId, string itemId, string text, int ms)
    {
        Says(new ResponseStarted(responseId));
        Says(new TranscriptDelta(responseId, itemId, text));
        Says(new AudioDelta(responseId, itemId, new byte[ms * 48]));
        Apply(at => new PlayoutSays(at, new PlayoutStarted(itemId)));
        Says(new AudioDone(responseId, itemId));
        Says(new ResponseDone(responseId, ResponseStatus.Completed, null, new RealtimeUsage(10, 20, 5, 15, 0)));
    }

    public IReadOnlyList<TurnCommand> Heard(string itemId, int ms) => Apply(at => new PlayoutSays(at, new PlayoutFinished(itemId, ms)));

    /// <summary>A greeting that was heard to its end.</summary>
    public void Greet()
    {
        Ready();
        AgentGenerates("resp_greeting", "item_greeting", "Good evening, how can I help you?", 2000);
        Heard("item_greeting", 2000);
    }

    public IReadOnlyList<TurnCommand> ToolEnds(string callId, string output = "{}", bool ok = true) =>
        Apply(at => new ToolFinished(at, callId, new ToolResult(ok, output)));

    private void Carry(IReadOnlyList<TurnCommand> commands)
    {
        foreach (var command in commands)
        {
            Commands.Add(command);
            if (command is StopPlayout)
            {
                Carry(_machine.Apply(new PlayoutCut(_at, [.. Positions])));
            }
            else if (command is CheckLine)
            {
                Carry(_machine.Apply(new LineHeard(_at, AudibleAt)));
            }
        }
    }
}
