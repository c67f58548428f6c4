using EdgeVoice.RealtimeEmulator.Audio;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Vad;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>
/// The input audio buffer. It keeps lengths and not samples, because nothing here listens to the words; its clock is the
/// audio that has been received.
/// </summary>
internal sealed class InputAudio(RealtimeSession session)
{
    private const double ShortestCommitMs = 100;
    private static readonly TurnDetection s_meterOnly = new(0.5, 0, 200, 200, null, false, false);

    private TurnDetector? _detector;
    private (TurnDetection?, AudioFormat) _detectorFor;
    private string? _turnItemId;
    private long _turnStartMs;
    private double _bufferStartMs;
    private double? _idleFromMs;

    public double ReceivedMs { get; private set; }

    public void Append(ReadOnlySpan<byte> audio)
    {
        var format = session.Config.InputFormat;
        var settings = session.Config.TurnDetection;
        var detector = Detector(settings, format);
        var samples = format.Decode(audio);
        ReceivedMs += samples.Length * 1000.0 / format.SampleRate;
        foreach (var signal in detector.Add(samples))
        {
            if (settings is not null)
            {
                Hear(signal, settings);
            }
        }

        if (settings?.IdleTimeoutMs is { } timeout && !detector.IsSpeaking && ReceivedMs >= _idleFromMs + timeout)
        {
            TimeOut(settings);
        }
    }

    public void Clear()
    {
        Forget();
        session.Emit(ServerEventTypes.InputCleared);
    }

    public void CommitByClient()
    {
        var bufferedMs = ReceivedMs - _bufferStartMs;
        if (bufferedMs < ShortestCommitMs)
        {
            throw new RealtimeException(ErrorCodes.CommitEmpty, FormattableString.Invariant(
                $"Error committing input audio buffer: buffer too small. Expected at least {ShortestCommitMs}ms of audio, but buffer only has {bufferedMs:0.00}ms of audio."));
        }

        var speechMs = _detector?.ActiveMs ?? 0;
        var itemId = _turnItemId ?? session.Ids.Next("item");
        Forget();
        Commit(itemId, bufferedMs, speechMs, fromIdleTimeout: false);
    }

    /// <summary>The idle timeout counts from here: <c>response.done</c> plus the time that its audio plays.</summary>
    public void ResponseDone(double audioMs) => _idleFromMs = ReceivedMs + audioMs;

    private TurnDetector Detector(TurnDetection? settings, AudioFormat format)
    {
        if (_detector is null || _detectorFor != (settings, format))
        {
            _detector = new TurnDetector(format.SampleRate, settings ?? s_meterOnly, (long)ReceivedMs);
            _detectorFor = (settings, format);
            _turnItemId = null;
        }

        return _detector;
    }

    private void Hear(TurnSignal signal, TurnDetection settings)
    {
        if (signal.Kind == TurnSignalKind.SpeechStarted)
        {
            _turnItemId = session.Ids.Next("item");
            _turnStartMs = signal.AtMs;
            _idleFromMs = null;
            session.Emit(ServerEventTypes.SpeechStarted, ("audio_start_ms", signal.AtMs), ("item_id", _turnItemId));
            if (settings.InterruptResponse)
            {
                session.Responses.CancelForTurn();
            }

            return;
        }

        if (session.Script.TakeEndOfSpeech())
        {
            return;
        }

        var itemId = _turnItemId!;
        _turnItemId = null;
        _bufferStartMs = signal.AtMs;
        session.Emit(ServerEventTypes.SpeechStopped, ("audio_end_ms", signal.AtMs), ("item_id", itemId));
        Commit(itemId, signal.AtMs - _turnStartMs, signal.SpeechMs, fromIdleTimeout: false);
        if (settings.CreateResponse)
        {
            session.Responses.CreateForTurn();
        }
    }

    private void TimeOut(TurnDetection settings)
    {
        if (session.Responses.Active is not null)
        {
            return;
        }

        var from = _idleFromMs!.Value;
        _idleFromMs = null;
        var itemId = session.Ids.Next("item");
        session.Emit(ServerEventTypes.IdleTimeoutTriggered, ("audio_start_ms", (long)from), ("audio_end_ms", (long)ReceivedMs), ("item_id", itemId));
        _bufferStartMs = ReceivedMs;
        Commit(itemId, ReceivedMs - from, 0, fromIdleTimeout: true);
        if (settings.CreateResponse)
        {
            session.Responses.CreateForTurn();
        }
    }

    private void Commit(string itemId, double audioMs, double speechMs, bool fromIdleTimeout)
    {
        var previous = session.Conversation.Last?.Id;
        var item = new ConversationItem
        {
            Id = itemId,
            Type = ItemTypes.Message,
            Role = "user",
            AudioMs = audioMs,
            SpeechMs = speechMs,
            FromIdleTimeout = fromIdleTimeout,
        };
        item.Content.Add(new ContentPart(ContentPart.InputAudio));
        session.Conversation.Append(item);
        session.Emit(ServerEventTypes.InputCommitted, ("previous_item_id", previous), ("item_id", itemId));
        session.Emit(ServerEventTypes.ItemAdded, ("previous_item_id", previous), ("item", item.ToJson()));
        session.Emit(ServerEventTypes.ItemDone, ("previous_item_id", previous), ("item", item.ToJson()));
        if (!fromIdleTimeout)
        {
            InputTranscription.Schedule(session, item);
        }
    }

    private void Forget()
    {
        _bufferStartMs = ReceivedMs;
        _turnItemId = null;
        _detector = null;
    }
}
