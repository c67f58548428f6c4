using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Tests.Gateway;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Agent.LiveKit;

/// <summary>An ordinary end of a call is no error, whoever ends it.</summary>
[Collection(NativeCore.Name)]
public sealed class QuietHangUpTests(LiveKitServerFixture fixture)
{
    private readonly string _name = $"room-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leave_AfterTheCallerHasLeft_LogsNoWarning()
    {
        using var logs = new LogCapture();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(logs));
        using var client = new FfiClient(loggers.CreateLogger<FfiClient>());
        await using (var agent = await JoinAsync(client, "agent"))
        {
            await using var caller = await JoinAsync(client, "caller-1");
            using var end = new CancellationTokenSource();
            var source = caller.CreateAudioSource(Tone.SampleRate, 1, TimeSpan.FromMilliseconds(100));
            await caller.PublishAudioAsync("voice", source, Cancellation);
            var speaking = Tone.SpeakAsync(source, 440, end.Token);
            var track = (await agent.NextAsync<AudioTrackSubscribed>()).Track;
            await using var stream = track.OpenStream(Tone.SampleRate, 1, 20);
            await Tone.HearAsync(stream, 440, Cancellation);

            await end.CancelAsync();
            await speaking;
            await caller.DisconnectAsync(Cancellation);
            await agent.NextAsync<ParticipantDisconnected>();
        }

        Assert.Equal("", logs.All);
    }

    private Task<Room> JoinAsync(FfiClient client, string identity) =>
        Room.ConnectAsync(client, fixture.Server.Url, fixture.Server.ParticipantToken(_name, identity), new RoomConnectOptions(), Cancellation);
}
