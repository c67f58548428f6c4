using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Failover.Faults;
using EdgeVoice.Bench.Failover.Recordings;
using EdgeVoice.Bench.Failover.Results;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Failover;

/// <summary>One call of the drill: books a table, asks for a story, meets the fault in the middle of it, and asks something else.</summary>
internal sealed class DrillCall(Caller caller) : IAsyncDisposable
{
    // The word of a turn's end may be faster than its last sound.
    private const double TailMs = 400;

    // Shorter than the pause between two words.
    private const double SpeakingMs = 200;

    // Speech has pauses; heard again is who was heard for this long in the two seconds before.
    private const double HeardAgainMs = 300;

    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(30);

    private double _faultAt;
    private double? _askedAt;
    private string? _lost;

    public string CallId => caller.Grant.CallId;

    public string Region => caller.Grant.Region;

    /// <summary>Where the call was when it began.</summary>
    public string From { get; private set; } = "";

    public Caller Caller => caller;

    /// <summary>Until the story is under way.</summary>
    /// <exception cref="BenchException">The call did not get so far.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await caller.DialAsync("concierge", cancellationToken);
        From = caller.Grant.Region;
        await TurnsAsync(1, cancellationToken);
        await AskAsync(Speech.Table, cancellationToken);
        await AskAsync(Speech.Yes, cancellationToken);
        _ = await caller.SayAsync(Speech.Story, cancellationToken);
        var asked = caller.Recording.Now;
        await caller.UntilAsync("the story", () => caller.Recording.AudibleMs(asked, caller.Recording.Now) > 2000, s_answer, cancellationToken);
    }

    public void Struck()
    {
        _faultAt = caller.Recording.Now;
        caller.Note("fault");
    }

    /// <summary>Until the agent is heard again after the fault's window, and answers a question.</summary>
    public async Task GoOnAsync(Fault fault, Task faultEnds, CancellationToken cancellationToken)
    {
        try
        {
            await caller.UntilAsync("the fault's window", () => caller.Recording.Now > _faultAt + fault.Window, fault.Limit, cancellationToken);
            await caller.UntilAsync(
                "the agent's voice", () => caller.Recording.AudibleMs(Math.Max(_faultAt + 200, caller.Recording.Now - 2000), caller.Recording.Now) > HeardAgainMs || HasSpokenSince(_faultAt + fault.Window), fault.Limit, cancellationToken);
            await faultEnds;
            await caller.UntilAsync("an end of the silence", () => IsSpeaking || WaitsForTheCaller, fault.Limit, cancellationToken);
            _askedAt = caller.Recording.Now;
            caller.Note("asks again");
            await AskAsync(Speech.Table, cancellationToken);
        }
        catch (BenchException exception)
        {
            _lost = caller.Failure ?? exception.Message;
            caller.Note(_lost);
            await faultEnds;
        }
    }

    public CallResult Result(Fault fault, int lostTurns, int repeatedEffects)
    {
        var frames = caller.Recording.Frames();
        var sign = caller.Events().Where(seen => seen.At > _faultAt && seen.What is not ("fault" or "asks again")).Select(seen => (CallEvent?)seen).FirstOrDefault();
        return new CallResult(
            CallId, fault.Name, _faultAt, sign?.At, sign?.What, AudioGap.Measure(frames, _faultAt, fault.Window, _askedAt), _lost ?? caller.Failure, From, Region,
            caller.Generation, Seen().Count, lostTurns, repeatedEffects, TwoSpeakers.Overlap(frames.Where(frame => frame.At > _faultAt)), frames);
    }

    /// <summary>The finished turns that the caller was told of.</summary>
    public IReadOnlyCollection<(int Generation, int Turn)> Seen() => [.. caller.Turns().Select(turn => (turn.Generation, turn.Turn)).Distinct()];

    public ValueTask DisposeAsync() => caller.DisposeAsync();

    private bool IsSpeaking => caller.Recording.AudibleMs(caller.Recording.Now - SpeakingMs, caller.Recording.Now) > 0;

    // The agent of now has ended a turn, and said nothing since.
    private bool WaitsForTheCaller => !caller.IsRecovering && caller.Turns().Any(turn =>
        turn.At > _faultAt && turn.Generation == caller.Generation && caller.Recording.Now > turn.At + TailMs && caller.Recording.AudibleMs(turn.At + TailMs, caller.Recording.Now) == 0);

    private bool HasSpokenSince(double at) => caller.Recording.AudibleMs(at, caller.Recording.Now) > HeardAgainMs;


    private async Task AskAsync(ReadOnlyMemory<short> speech, CancellationToken cancellationToken)
    {
        var asked = caller.Recording.Now;
        while (!await caller.SayAsync(speech, cancellationToken))
        {
            caller.Note("moved in the middle of a sentence: says it again");
        }

        await caller.UntilAsync("an answer", () => caller.Turns().Any(turn => turn.Initiator == "caller" && turn.At > asked), s_answer, cancellationToken);
    }

    private Task TurnsAsync(int count, CancellationToken cancellationToken) => caller.UntilAsync($"{count} turns", () => caller.Turns().Count >= count, s_answer, cancellationToken);
}
