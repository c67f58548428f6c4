using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Failover.Recordings;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Truth;

/// <summary>A call by the real WebRTC client: a booking with its tools, and a story that it cuts off, where there is somebody to book with.</summary>
internal sealed class TruthCall(Caller caller, string persona) : IAsyncDisposable
{
    private const int SamplesPerMs = 24;

    // Pauses between words are shorter; what is quiet for longer has ended.
    private const double QuietMs = 250;

    // A caller who has moved may be told the story before they ask for it, and does not hear it out.
    private const double LongAnswerMs = 6_000;

    // Whatever is wrong is noticed earlier.
    private const double UnnoticedMs = 3_000;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    private readonly List<(string What, double EndedAt)> _said = [];
    private DateTimeOffset _zero;

    /// <summary>Why the call could not go on.</summary>
    public string? Failure => caller.Failure;

    /// <param name="strike">Breaks something in the middle of the call.</param>
    public async Task<IReadOnlyList<SaidOnce>> RunAsync(Func<Caller, Task>? strike, CancellationToken cancellationToken)
    {
        _zero = DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(caller.Recording.Now);
        await caller.PlaceAsync(persona, cancellationToken);
        await UntilAsync("a greeting", () => caller.Turns().Count > 0, cancellationToken);
        await AskAsync("table", Speech.Table, cancellationToken);
        await AskAsync("yes", Speech.Yes, cancellationToken);
        if (persona == PlannedCall.Concierge)
        {
            _ = await SayAsync("story", Speech.Story, cancellationToken);
            var asked = caller.Recording.Now;
            await UntilAsync("the story", () => caller.Recording.AudibleMs(asked) > 1_500, cancellationToken);
            await AskAsync("stop", Speech.Stop, cancellationToken);
        }

        if (strike is not null)
        {
            await strike(caller);
            await AgentIsBackAsync(cancellationToken);
        }

        await AskAsync("table", Speech.Table, cancellationToken);
        var frames = caller.Recording.Frames();
        return [.. _said.Select((said, index) => new SaidOnce(caller.Grant.CallId, said.What, At(said.EndedAt), Heard(frames, said.EndedAt, index + 1 < _said.Count ? _said[index + 1].EndedAt : double.MaxValue)))];
    }

    public ValueTask DisposeAsync() => caller.DisposeAsync();

    /// <summary>Says it, again where the call moved to another agent meanwhile, and waits for the answer's end.</summary>
    private async Task AskAsync(string what, ReadOnlyMemory<short> speech, CancellationToken cancellationToken)
    {
        while (true)
        {
            var generation = caller.Generation;
            var heard = await SayAsync(what, speech, cancellationToken);
            var asked = caller.Recording.Now;
            bool Answered() => caller.Turns().Any(turn => turn.Initiator == "caller" && turn.At > asked) || caller.Recording.AudibleMs(asked) > LongAnswerMs;
            await UntilAsync($"an answer to '{what}'", () => Answered() || caller.IsRecovering || caller.Generation != generation, cancellationToken);
            if (heard && Answered())
            {
                return;
            }

            _said.RemoveAt(_said.Count - 1);
            await AgentIsBackAsync(cancellationToken);
        }
    }

    /// <summary>A caller who is cut off waits until somebody speaks to them, or nothing was wrong for a while.</summary>
    private async Task AgentIsBackAsync(CancellationToken cancellationToken)
    {
        var since = caller.Recording.Now;
        var generation = caller.Generation;
        await UntilAsync(
            "an agent", () => !caller.IsRecovering && (caller.Turns().Any(turn => turn.At > since && turn.Generation > generation) || (caller.Generation == generation && caller.Recording.Now > since + UnnoticedMs)),
            cancellationToken);
    }

    /// <returns>False when the call moved to another room meanwhile.</returns>
    private async Task<bool> SayAsync(string what, ReadOnlyMemory<short> speech, CancellationToken cancellationToken)
    {
        var began = caller.Recording.Now;
        var heard = await caller.SayAsync(speech, cancellationToken);
        _said.Add((what, began + (LastSound(speech.Span) / (double)SamplesPerMs)));
        return heard;
    }

    private static int LastSound(ReadOnlySpan<short> speech)
    {
        const int Frame = SamplesPerMs * 2;
        for (var end = speech.Length; end >= Frame; end -= Frame)
        {
            if (Loudness.IsAudible(Loudness.Rms(speech[(end - Frame)..end])))
            {
                return end;
            }
        }

        return speech.Length;
    }

    /// <summary>The first sound after a quiet: what is still on its way of an interrupted answer is not the next one.</summary>
    private DateTimeOffset? Heard(IReadOnlyList<HeardFrame> frames, double after, double before)
    {
        var quietSince = after;
        foreach (var frame in frames.Where(frame => frame.At > after - 1_000 && frame.At < before).OrderBy(frame => frame.At))
        {
            if (!Loudness.IsAudible(frame.Rms))
            {
                continue;
            }

            if (frame.At > after && frame.At - quietSince >= QuietMs)
            {
                // Somewhere within the frame.
                return At(frame.At - (Recording.FrameMs / 2.0));
            }

            quietSince = frame.At;
        }

        return null;
    }


    private DateTimeOffset At(double ms) => _zero + TimeSpan.FromMilliseconds(ms);

    private async Task UntilAsync(string what, Func<bool> reached, CancellationToken cancellationToken)
    {
        var since = caller.Recording.Now;
        while (!reached())
        {
            if (caller.Recording.Now - since > s_limit.TotalMilliseconds)
            {
                throw new BenchException($"{caller.Grant.CallId} in {caller.Grant.Region}: no sign of {what} within {s_limit.TotalSeconds:0} s. {string.Join("; ", caller.Events().Select(seen => $"{seen.At:0} ms {seen.What}"))}");
            }

            await Task.Delay(s_poll, cancellationToken);
        }
    }
}
