using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>What the room tells the call.</summary>
internal sealed partial class CallSession
{
    private async Task WatchRoomAsync()
    {
        try
        {
            await foreach (var happened in _room.Events.ReadAllAsync(_ending.Token).ConfigureAwait(false))
            {
                await HandleAsync(happened).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
    }

    /// <summary>What one participant sends must not end the watch over all of them: without it nobody learns that the caller has left.</summary>
    private async Task HandleAsync(RoomEvent happened)
    {
        try
        {
            switch (happened)
            {
                case ParticipantConnected { Participant: { Kind: not ParticipantKind.Agent } participant }:
                    _journal.CallerCame();
                    _presence.Joined(participant.Identity, _before.Contains(participant.Identity));
                    break;
                case ParticipantDisconnected left:
                    _presence.Left(left.Identity, left.Reason);
                    break;
                case AudioTrackSubscribed heard when _presence.Owns(heard.Identity):
                    _presence.Speaks(heard.TrackSid);
                    await _callerAudio.FollowAsync(heard.TrackSid, heard.Track).ConfigureAwait(false);
                    break;
                case TrackUnsubscribed gone:
                    await _callerAudio.LeaveAsync(gone.TrackSid).ConfigureAwait(false);
                    break;
                case LocalTrackSubscribed:
                    _presence.Subscribed();
                    break;
                case DataReceived { Topic: Topics.Ping } ping:
                    if (_heartbeat.Answer(ping.Data) is { } said && _presence.Owns(ping.Identity))
                    {
                        OnPing(said);
                    }

                    break;
                case Disconnected { Reason: DisconnectReason.DuplicateIdentity }:
                    OnSuperseded();
                    break;
                case Disconnected disconnected:
                    Post(new CallClosed(_clock.Now, CallOutcome.RoomClosed, Wire.Name(disconnected.Reason)));
                    break;
            }
        }
        catch (Exception exception) when (happened is AudioTrackSubscribed or TrackUnsubscribed)
        {
            OnPartDied("the caller's audio", exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogRoomEventFailed(_logger, exception, _call.CallId, happened.GetType().Name);
        }
    }

    /// <summary>Without this part there is no call here: the caller goes on with another agent.</summary>
    private void OnPartDied(string part, Exception exception)
    {
        LogPartDied(_logger, exception, _call.CallId, part);
        Post(new MoveRequested(_clock.Now));
    }

    [LoggerMessage(EventName = "RoomEventFailed", Level = LogLevel.Warning, Message = "Call {CallId}: {Event} of the room could not be handled and is passed over")]
    private static partial void LogRoomEventFailed(ILogger logger, Exception exception, string callId, string @event);

    [LoggerMessage(EventName = "CallPartDied", Level = LogLevel.Error, Message = "Call {CallId} cannot go on, {Part} has failed")]
    private static partial void LogPartDied(ILogger logger, Exception exception, string callId, string part);
}
