using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Telemetry;

/// <summary>
/// Tells each mark of a turn when it is known, as a log event: spans are exported at their end, and a turn that hangs would be
/// seen only after it no longer does.
/// </summary>
internal sealed class TurnMarkLog(ILoggerFactory loggers, CallClock clock, CallIdentity call, NetworkSamples network)
{
    public const string EventName = "edgevoice.turn.mark";

    private const string PlayoutStarted = "playout_started";

    // Of its own name, so that the console can leave the marks out.
    private readonly ILogger _logger = loggers.CreateLogger(typeof(TurnMarkLog).FullName!);
    private readonly HashSet<string> _told = [];
    private int _index;

    public void Observe(TurnInProgress? turn)
    {
        if (turn is null)
        {
            return;
        }

        if (turn.Index != _index)
        {
            _index = turn.Index;
            _told.Clear();
            Tell(turn, "turn_started", turn.StartedAt);
        }

        Tell(turn, "speech_started", turn.SpeechStartedAt);
        Tell(turn, "speech_ended", turn.SpeechEndedAt);
        Tell(turn, "committed", turn.CommittedAt);
        Tell(turn, "response_started", turn.ResponseStartedAt);
        Tell(turn, "first_audio", turn.FirstAudioAt);
        Tell(turn, PlayoutStarted, turn.PlayoutStartedAt);
    }

    private void Tell(TurnInProgress turn, string mark, TimeSpan? at)
    {
        if (at is not { } known || !_told.Add(mark))
        {
            return;
        }

        List<KeyValuePair<string, object?>> state =
        [
            .. call.Tags,
            new(AgentTags.TurnIndex, turn.Index),
            new(AgentTags.TurnInitiator, Wire.Name(turn.Initiator)),
            new(AgentTags.TurnMark, mark),
            new(AgentTags.TurnMarkNs, Ns(clock.StartedAt + known)),
        ];
        if (mark == PlayoutStarted && network.MediaPath(turn.SpeechEndedAt, known) is { } path)
        {
            state.Add(new(AgentTags.MediaPathMs, path));
        }

        _logger.Log(LogLevel.Information, new EventId(0, EventName), state, null, (_, _) => mark);
    }

    private static long Ns(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
}
