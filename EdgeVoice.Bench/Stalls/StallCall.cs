using EdgeVoice.Bench.Failover.Callers;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Stalls;

/// <summary>A call that asks for a table and books it, and in which the provider stalls once.</summary>
internal sealed class StallCall(Caller caller, StallMoment moment, string database, Func<CancellationToken, Task> strike) : IAsyncDisposable
{
    // In the middle of a sentence of almost three seconds.
    private const double IntoSpeechMs = 1_200;

    // The provider takes half a second of silence for the end of a turn.
    private const double AfterSpeechMs = 100;

    // The first word of an answer.
    private const double IntoAnswerMs = 400;

    // An idle session is asked after five seconds; the caller begins before anybody has noticed.
    private const double IdleMs = 2_000;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(45);

    private double _silence;

    public Caller Caller => caller;

    /// <summary>The longest time in which the caller heard nothing while an answer was due, ms.</summary>
    public double SilenceMs => _silence;

    public IReadOnlyList<Utterance> Said { get; private set; } = [];

    /// <returns>What the caller waited for in vain; nothing when all was answered.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await caller.DialAsync("concierge", cancellationToken);
        await caller.UntilAsync("a greeting", () => caller.Turns().Count > 0, s_limit, cancellationToken);
        try
        {
            if (moment == StallMoment.Idle)
            {
                await StrikeAsync(cancellationToken);
                await UntilAsync(caller.Recording.Now + IdleMs, cancellationToken);
            }

            await AskAsync(Utterance.Table, moment is StallMoment.Idle or StallMoment.ToolRuns ? null : StrikeInAsync, cancellationToken);
            if (moment == StallMoment.ToolRuns)
            {
                await using var held = await HeldBookings.HoldAsync(database, cancellationToken);
                await AskAsync(Utterance.Yes, (_, stop) => StrikeAtAsync(held, stop), cancellationToken);
            }
            else
            {
                await AskAsync(Utterance.Yes, null, cancellationToken);
            }

            return null;
        }
        catch (BenchException exception)
        {
            return caller.Failure ?? exception.Message;
        }
    }

    public ValueTask DisposeAsync() => caller.DisposeAsync();

    private async Task StrikeAsync(CancellationToken cancellationToken)
    {
        await strike(cancellationToken);
        caller.Note("the provider stalls");
    }

    /// <param name="meanwhile">Told when the last word will have been said, ms.</param>
    private async Task AskAsync(Utterance utterance, Func<double, CancellationToken, Task>? meanwhile, CancellationToken cancellationToken)
    {
        var began = caller.Recording.Now;
        var said = began + utterance.SoundMs;
        Said = [.. Said, utterance];
        caller.Note($"says: {utterance.Text}");
        var struck = meanwhile?.Invoke(said, cancellationToken) ?? Task.CompletedTask;
        _ = await caller.SayAsync(utterance.Speech, cancellationToken);
        try
        {
            await struck;
            await caller.UntilAsync("an answer", () => Answered(began) is not null, s_limit, cancellationToken);
        }
        finally
        {
            _silence = Math.Max(_silence, HeardSilence.Longest(caller.Recording.Frames(), said, Answered(began) ?? caller.Recording.Now));
        }
    }

    private async Task StrikeInAsync(double said, CancellationToken cancellationToken)
    {
        switch (moment)
        {
            case StallMoment.CallerSpeaks:
                await UntilAsync(caller.Recording.Now + IntoSpeechMs, cancellationToken);
                break;
            case StallMoment.CallerStopped:
                await UntilAsync(said + AfterSpeechMs, cancellationToken);
                break;
            case StallMoment.AgentSpeaks:
                await caller.UntilAsync("the answer's first word", () => caller.Recording.AudibleMs(said) > IntoAnswerMs, s_limit, cancellationToken);
                break;
        }

        await StrikeAsync(cancellationToken);
    }

    private async Task StrikeAtAsync(HeldBookings held, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            await held.ReachedAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"no booking within {s_limit.TotalSeconds:0} s");
        }

        await StrikeAsync(cancellationToken);
        await held.DisposeAsync();
    }

    private double? Answered(double since) => caller.Turns().Where(turn => turn.Initiator == "caller" && turn.At > since).Select(turn => (double?)turn.At).FirstOrDefault();

    private Task UntilAsync(double at, CancellationToken cancellationToken) => caller.UntilAsync("that moment", () => caller.Recording.Now >= at, s_limit, cancellationToken);

}
