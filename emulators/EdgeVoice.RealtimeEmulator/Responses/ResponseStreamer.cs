using System.Text;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Sessions;
using EdgeVoice.RealtimeEmulator.Speech;

namespace EdgeVoice.RealtimeEmulator.Responses;

/// <summary>Sends a planned response in pieces, faster than it plays. Waits happen outside the gate, each piece inside it.</summary>
internal sealed partial class ResponseStreamer(RealtimeSession session, SessionServices services)
{
    private const int ArgumentsChunk = 8;
    private readonly ILogger _logger = services.Loggers.CreateLogger<ResponseStreamer>();

    public void Start(ResponseRun run, ResponsePlan plan)
    {
        // Opened at once, under the caller's gate, so that an interruption always finds an item to end.
        var item = new OutputItem(session, run, NewItem(run, plan));
        var delay = session.Scenario.FirstAudioMs.Sample(session.Random) + TimeSpan.FromMilliseconds(run.Faults.SlowFirstAudio?.DurationMs ?? 0);
        if (plan.ToolName is null)
        {
            item.OpenMessage();
        }
        else
        {
            item.OpenFunctionCall();
        }

        _ = Task.Run(() => RunAsync(run, plan, item, delay));
    }

    private ConversationItem NewItem(ResponseRun run, ResponsePlan plan) => plan.ToolName is null
        ? new() { Id = session.Ids.Next("item"), Type = ItemTypes.Message, Role = "assistant", FullText = plan.Text }
        : new() { Id = session.Ids.Next("item"), Type = ItemTypes.FunctionCall, Name = plan.ToolName, CallId = session.Ids.Next("call"), Arguments = "" };

    private async Task RunAsync(ResponseRun run, ResponsePlan plan, OutputItem item, TimeSpan delay)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(run.Stopped, session.Ended);
        try
        {
            if (run.Faults.Failed is not null)
            {
                Finish(run, ResponseStatus.Failed, ResponseStatus.ServerError());
            }
            else if (plan.ToolName is not null)
            {
                await SendCallAsync(run, plan, item, delay, ends.Token);
            }
            else if (run.Request.SpeaksAudio)
            {
                await SendSpeechAsync(run, plan, item, delay, ends.Token);
            }
            else
            {
                await SendTextAsync(run, plan, item, delay, ends.Token);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // Whoever cancelled has written the end.
        }
        catch (SpeechException exception)
        {
            LogNoSpeech(_logger, run.Id, exception.Message);
            Finish(run, ResponseStatus.Failed, ResponseStatus.ServerError());
        }
        catch (Exception exception)
        {
            LogFailed(_logger, exception, run.Id);
            Finish(run, ResponseStatus.Failed, ResponseStatus.ServerError());
        }
    }

    private async Task SendSpeechAsync(ResponseRun run, ResponsePlan plan, OutputItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        var speaking = services.Speech.SpeakAsync(plan.Text, run.Request.Voice, session.Config.Speed, cancellationToken);
        await Task.WhenAll(speaking, Task.Delay(delay, session.Time, cancellationToken));
        var audio = new DeltaQueue(await speaking, run.Request.Format, services.Options.DeltaMilliseconds);
        var words = new SpokenWords(plan.Text, audio.TotalMs);
        var cut = AudioLimit.For(run, audio.TotalMs);
        var started = session.Time.GetTimestamp();
        await MeetFaultsAsync(run, 0, cancellationToken);
        while (audio.TryNext(cut.Milliseconds, out var delta))
        {
            await UntilAsync(started, delta.StartMs, cancellationToken);
            if (!Step(run, () => SendDelta(run, item, words, delta)))
            {
                return;
            }

            await MeetFaultsAsync(run, delta.StartMs + delta.LengthMs, cancellationToken);
        }

        Finish(run, cut.Reason is null ? ResponseStatus.Completed : ResponseStatus.Incomplete,
            cut.Reason is { } reason ? ResponseStatus.Because(ResponseStatus.Incomplete, reason) : null);
    }

    private void SendDelta(ResponseRun run, OutputItem item, SpokenWords words, AudioDelta delta)
    {
        foreach (var word in words.Until(delta.StartMs + delta.LengthMs))
        {
            item.SendText(word);
        }

        item.SendAudio(delta.Bytes.Span, delta.LengthMs);
        if (delta.StartMs > 0)
        {
            return;
        }

        if (run.Faults.DuplicateDelta is not null)
        {
            item.RepeatAudio(delta.Bytes.Span);
        }

        if (run.Faults.UnknownEvent is not null)
        {
            session.Emit("response.output_hologram.delta", ("response_id", run.Id), ("delta", new JsonObject { ["depth"] = 3 }));
        }

        if (run.Faults.Garbage is not null)
        {
            session.EmitRaw(Encoding.UTF8.GetBytes("{\"type\":\"response.output_audio.delta\",\"delta\":"));
        }
    }

    private async Task SendTextAsync(ResponseRun run, ResponsePlan plan, OutputItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, session.Time, cancellationToken);
        await MeetFaultsAsync(run, int.MaxValue, cancellationToken);
        Step(run, () =>
        {
            foreach (var word in new SpokenWords(plan.Text, 0).Until(0))
            {
                item.SendText(word);
            }
        });
        Finish(run, ResponseStatus.Completed, null);
    }

    private async Task SendCallAsync(ResponseRun run, ResponsePlan plan, OutputItem item, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, session.Time, cancellationToken);
        await MeetFaultsAsync(run, int.MaxValue, cancellationToken);
        Step(run, () =>
        {
            foreach (var chunk in plan.ToolArguments!.Chunk(ArgumentsChunk))
            {
                item.SendArguments(new string(chunk));
            }
        });
        Finish(run, ResponseStatus.Completed, null);
    }

    private async Task MeetFaultsAsync(ResponseRun run, double sentMs, CancellationToken cancellationToken)
    {
        if (run.Faults.Close is { } close && sentMs >= (close.AfterMs ?? 0))
        {
            Step(run, () => session.Abort(FaultKinds.Close1006));
            await Task.Delay(Timeout.InfiniteTimeSpan, session.Time, cancellationToken);
        }

        if (run.Faults.Stall is { } stall && !run.HasStalled && sentMs >= (stall.AfterMs ?? 0))
        {
            run.HasStalled = true;
            await Task.Delay(stall.DurationMs is { } length ? TimeSpan.FromMilliseconds(length) : Timeout.InfiniteTimeSpan, session.Time, cancellationToken);
        }
    }

    private async Task UntilAsync(long started, double speechMs, CancellationToken cancellationToken)
    {
        var due = TimeSpan.FromMilliseconds(speechMs / services.Options.Speed) - session.Time.GetElapsedTime(started);
        if (due > TimeSpan.Zero)
        {
            await Task.Delay(due, session.Time, cancellationToken);
        }
    }

    private bool Step(ResponseRun run, Action action)
    {
        lock (session.Gate)
        {
            if (run.IsFinished || session.Ended.IsCancellationRequested)
            {
                return false;
            }

            action();
            return true;
        }
    }

    private void Finish(ResponseRun run, string status, JsonObject? details) =>
        Step(run, () => session.Responses.Finish(run, status, details));

    [LoggerMessage(1, LogLevel.Warning, "Response {ResponseId} has no speech: {Reason}")]
    private static partial void LogNoSpeech(ILogger logger, string responseId, string reason);

    [LoggerMessage(2, LogLevel.Error, "Response {ResponseId} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string responseId);
}
