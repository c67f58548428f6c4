using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Worker;

namespace EdgeVoice.Agent.Calls;

/// <summary>A room that the agent is in and can speak in.</summary>
/// <param name="Before">Who was there before it.</param>
internal sealed record JoinedRoom(Room Room, AudioSource Source, LocalAudioTrack Track, IReadOnlyList<string> Before)
{
    public static async Task<JoinedRoom> JoinAsync(FfiClient client, AgentJob job, TimeSpan sinkQueue, CancellationToken cancellationToken)
    {
        var room = await Room.ConnectAsync(client, job.Url, job.Token, new RoomConnectOptions(), cancellationToken).ConfigureAwait(false);
        string[] before = [.. room.Participants.Select(participant => participant.Identity)];
        try
        {
            var source = room.CreateAudioSource(PcmFormat.SampleRate, PcmFormat.Channels, sinkQueue);
            return new JoinedRoom(room, source, await room.PublishAudioAsync("agent", source, cancellationToken).ConfigureAwait(false), before);
        }
        catch
        {
            await room.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Leaves the room, if it comes to be joined.</summary>
    public static async Task LeaveAsync(Task<JoinedRoom> joining)
    {
        await joining.ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        if (joining.IsCompletedSuccessfully)
        {
            await joining.Result.Room.DisposeAsync().ConfigureAwait(false);
        }
    }
}
