using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Tests.Agent.LiveKit;

[Collection(NativeCore.Name)]
public sealed class RoomAudioTests(LiveKitServerFixture fixture) : IDisposable
{
    private readonly FfiClient _client = new(NullLogger<FfiClient>.Instance);
    private readonly string _name = $"room-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task TwoRooms_EachSpeakingATone_HearTheOtherOne()
    {
        await using var anna = await JoinAsync(fixture.Server, "anna");
        await using var ben = await JoinAsync(fixture.Server, "ben");
        using var end = new CancellationTokenSource();
        var annaSpeaks = await SpeakAsync(anna, 440, end.Token);
        var benSpeaks = await SpeakAsync(ben, 1000, end.Token);

        await using var fromBen = await ListenAsync(anna);
        await using var fromAnna = await ListenAsync(ben);
        var heardByAnna = await Tone.HearAsync(fromBen, 1000, Cancellation);
        var heardByBen = await Tone.HearAsync(fromAnna, 440, Cancellation);

        Assert.InRange(Tone.AmplitudeOf(heardByAnna, 440), 0, 300);
        Assert.InRange(Tone.AmplitudeOf(heardByBen, 1000), 0, 300);
        await end.CancelAsync();
        await Task.WhenAll(annaSpeaks.Speaking, benSpeaks.Speaking);
    }

    [Fact]
    public async Task ReadStats_OfATrackThatIsHeard_TellsHowItArrives()
    {
        await using var anna = await JoinAsync(fixture.Server, "anna");
        await using var ben = await JoinAsync(fixture.Server, "ben");
        using var end = new CancellationTokenSource();
        var benSpeaks = await SpeakAsync(ben, 440, end.Token);
        var subscribed = await anna.NextAsync<AudioTrackSubscribed>();
        await using var stream = subscribed.Track.OpenStream(Tone.SampleRate, 1, 10);
        await Tone.HearAsync(stream, 440, Cancellation);

        var stats = await subscribed.Track.ReadStatsAsync(Cancellation);

        Assert.True(stats!.Received > 0);
        Assert.InRange(stats.Jitter, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await end.CancelAsync();
        await benSpeaks.Speaking;
        subscribed.Track.Dispose();
        Assert.Null(await subscribed.Track.ReadStatsAsync(Cancellation));
    }

    [Fact]
    public async Task Clear_WithASecondQueued_SilencesMostOfIt()
    {
        await using var anna = await JoinAsync(fixture.Server, "anna");
        await using var ben = await JoinAsync(fixture.Server, "ben");
        var source = anna.CreateAudioSource(Tone.SampleRate, 1, TimeSpan.FromMilliseconds(1000));
        await anna.PublishAudioAsync("voice", source, Cancellation);
        await using var stream = await ListenAsync(ben);
        // Silence flows first: the path is open when the tone starts.
        (await stream.Frames.ReadAsync(Cancellation)).Dispose();

        for (var i = 0; i < 10; i++)
        {
            await source.CaptureAsync(Tone.Samples(440, Tone.SampleRate / 10), Cancellation);
        }

        source.Clear();

        var loud = 0;
        for (var i = 0; i < 100; i++)
        {
            using var frame = await stream.Frames.ReadAsync(Cancellation);
            loud += frame.Samples.ContainsAnyInRange((short)2000, short.MaxValue) ? 1 : 0;
        }

        Assert.InRange(loud, 0, 60);
    }

    [Fact]
    public async Task TrackUnsubscribed_AfterThePublisherLeft_EndsTheStream()
    {
        await using var anna = await JoinAsync(fixture.Server, "anna");
        await using var ben = await JoinAsync(fixture.Server, "ben");
        using var end = new CancellationTokenSource();
        await SpeakAsync(ben, 440, end.Token);
        var subscribed = await anna.NextAsync<AudioTrackSubscribed>();
        await using var stream = subscribed.Track.OpenStream(Tone.SampleRate, 1, 10);

        await end.CancelAsync();
        await ben.DisconnectAsync(Cancellation);

        Assert.Equal(subscribed.TrackSid, (await anna.NextAsync<TrackUnsubscribed>()).TrackSid);
        await foreach (var frame in stream.Frames.ReadAllAsync(Cancellation))
        {
            frame.Dispose();
        }

        await using var late = subscribed.Track.OpenStream(Tone.SampleRate, 1, 10);
        Assert.True(late.Frames.Completion.IsCompleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SimulateReconnectAsync_WhileSpeaking_IsHeardAgain(bool full)
    {
        await using var anna = await JoinAsync(fixture.Server, "anna");
        await using var ben = await JoinAsync(fixture.Server, "ben");
        using var end = new CancellationTokenSource();
        var (track, speaking) = await SpeakAsync(ben, 440, end.Token);
        var sid = track.Sid;
        var stream = await ListenAsync(anna);
        await Tone.HearAsync(stream, 440, Cancellation);

        await ben.SimulateReconnectAsync(full, Cancellation);
        if (full)
        {
            var republished = await ben.NextAsync<LocalTrackRepublished>();
            Assert.Equal((sid, track.Sid), (republished.PreviousSid, republished.TrackSid));
            stream = await ListenAsync(anna);
        }
        else
        {
            await ben.NextAsync<Reconnected>();
        }

        await Tone.HearAsync(stream, 440, Cancellation);
        await end.CancelAsync();
        await speaking;
    }

    [Fact]
    public async Task ServerRestart_WhileSpeaking_IsHeardAgain()
    {
        await using var server = await LiveKitEmulatorProcess.StartAsync(Cancellation);
        await using var anna = await JoinAsync(server, "anna");
        await using var ben = await JoinAsync(server, "ben");
        using var end = new CancellationTokenSource();
        var (_, speaking) = await SpeakAsync(ben, 440, end.Token);
        await Tone.HearAsync(await ListenAsync(anna), 440, Cancellation);

        await server.KillAsync();
        await anna.NextAsync<Reconnecting>();
        await server.RestartAsync(Cancellation);

        // The new track may be announced before Reconnected.
        await Tone.HearAsync(await ListenAsync(anna), 440, Cancellation);
        await end.CancelAsync();
        await speaking;
    }

    private static async Task<(LocalAudioTrack Track, Task Speaking)> SpeakAsync(Room room, double frequency, CancellationToken cancellationToken)
    {
        var source = room.CreateAudioSource(Tone.SampleRate, 1, TimeSpan.FromMilliseconds(100));
        var track = await room.PublishAudioAsync("voice", source, Cancellation);
        return (track, Tone.SpeakAsync(source, frequency, cancellationToken));
    }

    private static async Task<AudioStream> ListenAsync(Room room) =>
        (await room.NextAsync<AudioTrackSubscribed>()).Track.OpenStream(Tone.SampleRate, 1, 20);

    private Task<Room> JoinAsync(LiveKitEmulatorProcess server, string identity) =>
        Room.ConnectAsync(_client, server.Url, server.ParticipantToken(_name, identity), new RoomConnectOptions(), Cancellation);
}
