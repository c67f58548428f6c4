using System.Net.WebSockets;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Responses;
using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Scripts;

/// <summary>Plays a scripted response. Waits happen outside the gate, each step inside it.</summary>
internal sealed partial class ScriptPlayer(RealtimeSession session, ILogger logger)
{
    private const int SampleRate = 24_000;
    private const double Loudness = 8000;

    public void Start(ResponseRun run, ScriptedResponse scripted) => _ = Task.Run(() => PlayAsync(run, scripted));

    private async Task PlayAsync(ResponseRun run, ScriptedResponse scripted)
    {
        var ids = new Dictionary<string, string> { ["{{response}}"] = run.Id };
        lock (session.Gate)
        {
            ids["{{item}}"] = session.Ids.Next("item");
            ids["{{call}}"] = session.Ids.Next("call");
        }

        try
        {
            foreach (var step in scripted.Steps)
            {
                for (var time = 0; time < step.Times; time++)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(step.Wait), session.Time, session.Ended);
                    Do(run, step, ids);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception, run.Id);
        }
        finally
        {
            lock (session.Gate)
            {
                session.Responses.Leave(run);
            }
        }
    }

    private void Do(ResponseRun run, ScriptStep step, Dictionary<string, string> ids)
    {
        lock (session.Gate)
        {
            if (session.Ended.IsCancellationRequested || (run.IsFinished && !step.Late))
            {
                return;
            }

            if (step.Send is { } send)
            {
                Send(run, ids.Aggregate(send, (text, id) => text.Replace(id.Key, id.Value, StringComparison.Ordinal)));
            }

            if (step.Call is { } call)
            {
                Call(run, call, ids["{{call}}"]);
            }

            if (step.Sound is { } sound)
            {
                Sound(run, sound, ids["{{item}}"]);
            }

            if (step.Close is { } code)
            {
                session.Close((WebSocketCloseStatus)code, "scripted");
            }
        }
    }

    private void Send(ResponseRun run, string json)
    {
        var message = JsonNode.Parse(json)!.AsObject();
        var type = message["type"]!.GetValue<string>();
        message.Remove("type");
        session.Emit(type, [.. message.Select(field => (field.Key, field.Value?.DeepClone()))]);
        if (type == ServerEventTypes.ResponseDone)
        {
            session.Responses.Leave(run);
        }
    }

    private void Call(ResponseRun run, ScriptedCall call, string callId)
    {
        var item = new OutputItem(session, run, new ConversationItem { Id = session.Ids.Next("item"), Type = ItemTypes.FunctionCall, Name = call.Name, CallId = callId, Arguments = "" });
        item.OpenFunctionCall();
        item.SendArguments(call.Arguments);
        run.CloseItem?.Invoke(ResponseStatus.Completed);
    }

    private void Sound(ResponseRun run, ScriptedSound sound, string itemId)
    {
        var pcm = new byte[sound.Ms * SampleRate / 1000 * 2];
        for (var sample = 0; sample < pcm.Length / 2; sample++)
        {
            BitConverter.TryWriteBytes(pcm.AsSpan(sample * 2), (short)(Loudness * Math.Sin(2 * Math.PI * sound.Hz * sample / SampleRate)));
        }

        foreach (var delta in pcm.Chunk(sound.DeltaBytes))
        {
            session.Emit(ServerEventTypes.OutputAudioDelta, ("response_id", run.Id), ("item_id", itemId), ("output_index", 0), ("content_index", 0), ("delta", Convert.ToBase64String(delta)));
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Scripted response {ResponseId} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string responseId);
}
