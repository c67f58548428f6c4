using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Failover.Recordings;

namespace EdgeVoice.Bench.Truth;

/// <summary>A call by the real WebRTC client: a booking with its tools, and every third time a story that is interrupted.</summary>
internal sealed class TruthCall(Caller caller, bool interrupts) : IAsyncDisposable
{
    private const int SamplesPerMs = 24;

    // Pauses between words are shorter; what is quiet for longer has ended.
    private const double QuietMs = 250;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    private readonly List<(string What, double EndedAt)> _said = [];
    private DateTimeOffset _zero;

    public async Task<IReadOnlyList<SaidOnce>> RunAsync(CancellationToken cancellationToken)
    {
        _zero = DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(caller.Recording.Now);
        await caller.PlaceAsync("concierge", cancellationToken);
        await UntilAsync(() => caller.Turns().Count > 0, cancellationToken);
        await AskAsync("table", Speech.Table, cancellationToken);
        await AskAsync("yes", Speech.Yes, cancellationToken);
        if (interrupts)
        {
            await SayAsync("story", Speech.Story, cancellationToken);
            var asked = caller.Recording.Now;
            await UntilAsync(() => caller.Recording.Frames().Count(frame => frame.At > asked && Loudness.IsAudible(frame.Rms)) * Recording.FrameMs > 1_500, cancellationToken);
            await AskAsync("stop", Speech.Stop, cancellationToken);
        }

        await AskAsync("table", Speech.Table, cancellationToken);
        var frames = caller.Recording.Frames();
        return [.. _said.Select((said, index) => new SaidOnce(caller.Grant.CallId, said.What, At(said.EndedAt), Heard(frames, said.EndedAt, index + 1 < _said.Count ? _said[index + 1].EndedAt : double.MaxValue)))];
    }

    public ValueTask DisposeAsync() => caller.DisposeAsync();

    private async Task AskAsync(string what, ReadOnlyMemory<short> speech, CancellationToken cancellationToken)
    {
        await SayAsync(what, speech, cancellationToken);
        var asked = caller.Recording.Now;
        await UntilAsync(() => caller.Turns().Any(turn => turn.Initiator == "caller" && turn.At > asked), cancellationToken);
    }

    private async Task SayAsync(string what, ReadOnlyMemory<short> speech, CancellationToken cancellationToken)
    {
        var began = caller.Recording.Now;
        await caller.SayAsync(speech, cancellationToken);
        _said.Add((what, began + (LastSound(speech.Span) / (double)SamplesPerMs)));
    }

    private static int LastSound(ReadOnlySpan<short> speech)
    {
        const int Frame = SamplesPerMs * 10;
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
                return At(frame.At - Recording.FrameMs);
            }

            quietSince = frame.At;
        }

        return null;
    }

    private DateTimeOffset At(double ms) => _zero + TimeSpan.FromMilliseconds(ms);

    private static async Task UntilAsync(Func<bool> reached, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        while (!reached())
        {
            await Task.Delay(s_poll, limit.Token);
        }
    }
}
