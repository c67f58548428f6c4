using System.Diagnostics;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Tests.Agent.LiveKit;

[Collection(NativeCore.Name)]
public sealed class RoomTests(LiveKitServerFixture fixture) : IDisposable
{
    private static readonly string[] s_topics = ["lk.transcription", "edgevoice.turn", "chat", "t"];

    private readonly FfiClient _client = new(NullLogger<FfiClient>.Instance);
    private readonly string _name = $"room-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task ConnectAsync_IntoAnEmptyRoom_KnowsNameIdentityAndSid()
    {
        await using var room = await JoinAsync("anna");

        Assert.Equal((_name, "anna"), (room.Name, room.LocalIdentity));
        Assert.StartsWith("RM_", room.Sid, StringComparison.Ordinal);
        Assert.Empty(room.Participants);
    }

    [Fact]
    public async Task Participants_WhoCameBeforeAndAfter_AreReported()
    {
        await using var anna = await JoinAsync("anna");
        await using var ben = await JoinAsync("ben");

        Assert.Equal("ben", (await anna.NextAsync<ParticipantConnected>()).Participant.Identity);
        Assert.Equal("anna", (await ben.NextAsync<ParticipantConnected>()).Participant.Identity);
        Assert.Equal("anna", Assert.Single(ben.Participants).Identity);

        await ben.DisconnectAsync(Cancellation);
        Assert.Equal("ben", (await anna.NextAsync<ParticipantDisconnected>()).Identity);
        Assert.Empty(anna.Participants);
    }

    [Fact]
    public async Task DisconnectAsync_Twice_EndsTheEventsWithOneDisconnected()
    {
        await using var room = await JoinAsync("anna");

        await room.DisconnectAsync(Cancellation);
        await room.DisconnectAsync(Cancellation);

        var events = await room.Events.ReadAllAsync(Cancellation).ToListAsync(Cancellation);
        Assert.Equal([new Disconnected(DisconnectReason.ClientInitiated)], events);
        Assert.False(room.IsConnected);
    }

    [Fact]
    public async Task ConnectAsync_WithATokenOfAnotherKey_IsRefusedAndKeepsTheTokenSecret()
    {
        var options = new LiveKitOptions { ApiKey = "devkey", ApiSecret = "another-secret-of-at-least-32-bytes" };
        var token = LiveKitToken.ForParticipant(options, _name, "anna", DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));

        var exception = await Assert.ThrowsAsync<FfiException>(
            () => Room.ConnectAsync(_client, fixture.Server.Url, token, new RoomConnectOptions { JoinRetries = 0 }, Cancellation));

        Assert.Contains("401", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token[..20], exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A text that the core first looks at when the room is gone would end this process.</summary>
    [Fact]
    public async Task DisposeAsync_WithTextsUnderWay_SendsOrRefusesEach()
    {
        for (var round = 0; round < 10; round++)
        {
            var room = await JoinAsync("anna");
            using var stop = new CancellationTokenSource();
            var sending = Task.Run(() => SendAsync(room, stop.Token), Cancellation);

            await room.DisposeAsync();
            await stop.CancelAsync();

            Assert.Contains("the room is being left", (await sending)?.Message ?? "", StringComparison.Ordinal);
        }
    }

    // Many at once and without waiting, until one is refused.
    private static async Task<FfiException?> SendAsync(Room room, CancellationToken stop)
    {
        var sent = new List<Task>();
        while (!stop.IsCancellationRequested || sent.Count == 0 || !sent[^1].IsFaulted)
        {
            sent.Add(room.SendTextAsync("captions", new TextStreamOptions("t"), CancellationToken.None));
            await Task.Yield();
        }

        await Task.WhenAll(sent).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return sent[^1].Exception?.InnerException as FfiException;
    }

    [Fact]
    public async Task SendTextAsync_BothWays_ArrivesWithTopicIdAndAttributes()
    {
        await using var anna = await JoinAsync("anna");
        await using var ben = await JoinAsync("ben");
        await anna.NextAsync<ParticipantConnected>();

        var options = new TextStreamOptions("lk.transcription")
        {
            StreamId = "SG_1",
            Attributes = new Dictionary<string, string> { ["lk.transcription_final"] = "true" },
        };
        await anna.SendTextAsync("Grüße 👋", options, Cancellation);
        await ben.SendTextAsync(new string('x', 50_000), new TextStreamOptions("edgevoice.turn") { DestinationIdentities = ["anna"] }, Cancellation);

        var caption = await ben.NextAsync<TextReceived>();
        Assert.Equal(("lk.transcription", "Grüße 👋", "SG_1", "anna"), (caption.Topic, caption.Text, caption.StreamId, caption.Identity));
        Assert.Equal("true", caption.Attributes["lk.transcription_final"]);
        var turn = await anna.NextAsync<TextReceived>();
        Assert.Equal(("edgevoice.turn", 50_000, "ben"), (turn.Topic, turn.Text.Length, turn.Identity));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PublishDataAsync_ToTheOther_ArrivesWhole(bool reliable)
    {
        await using var anna = await JoinAsync("anna");
        await using var ben = await JoinAsync("ben");
        await anna.NextAsync<ParticipantConnected>();
        byte[] data = [1, 2, 3, 0, 255];

        var receiving = ben.NextAsync<DataReceived>();
        do
        {
            // A lossy packet that comes before the receiver's channel is open is lost.
            await anna.PublishDataAsync(data, "bytes", reliable, Cancellation);
        }
        while (!reliable && await Task.WhenAny(receiving, anna.SendTextAsync("pace", new TextStreamOptions("pace"), Cancellation)) != receiving);

        var received = await receiving;
        Assert.Equal(data, received.Data.ToArray());
        Assert.Equal(("bytes", "anna", reliable), (received.Topic, received.Identity, received.Reliable));
    }

    [Fact]
    public async Task SetAttributesAsync_SeenByTheOther_ChangesTheParticipant()
    {
        await using var anna = await JoinAsync("anna");
        await using var ben = await JoinAsync("ben");
        await anna.NextAsync<ParticipantConnected>();

        await ben.SetAttributesAsync(new Dictionary<string, string> { ["lk.agent.state"] = "listening" }, Cancellation);

        var changed = await anna.NextAsync<ParticipantAttributesChanged>();
        Assert.Equal("listening", changed.Changed["lk.agent.state"]);
        Assert.Equal("listening", Assert.Single(anna.Participants).Attributes["lk.agent.state"]);
    }

    [Fact]
    public async Task ConnectAsync_WithAnIdentityThatIsThere_EndsTheFirstOne()
    {
        await using var first = await JoinAsync("anna");
        await using var second = await JoinAsync("anna");

        Assert.Equal(DisconnectReason.DuplicateIdentity, (await first.NextAsync<Disconnected>()).Reason);
        Assert.True(second.IsConnected);
    }

    [Fact]
    public async Task ConnectAsync_ManyTimes_LeavesNoHandleBehind()
    {
        var handles = FfiHandle.Alive;
        var waits = FfiClient.Router.Count;

        for (var i = 0; i < 10; i++)
        {
            await using var anna = await JoinAsync("anna");
            await using var ben = await JoinAsync("ben");
            var source = anna.CreateAudioSource(Tone.SampleRate, 1, TimeSpan.FromMilliseconds(100));
            await anna.PublishAudioAsync("voice", source, Cancellation);
            var track = (await ben.NextAsync<AudioTrackSubscribed>()).Track;
            track.OpenStream(Tone.SampleRate, 1, 10);
            await anna.SendTextAsync("hello", new TextStreamOptions("chat"), Cancellation);
            await ben.NextAsync<TextReceived>();
        }

        Assert.Equal(handles, FfiHandle.Alive);
        Assert.Equal(waits, FfiClient.Router.Count);
    }

    /// <summary>A room that asks for no texts, as the agent's does, while somebody sends texts and packets as fast as they can.</summary>
    [Fact]
    public async Task Flood_OfTextsAndPackets_TakesNoMemoryAndLosesNoPingOfAnother()
    {
        await using var agent = await JoinAsync("agent", []);
        await using var caller = await JoinAsync("caller-1");
        await using var flooder = await JoinAsync("caller-2");
        await agent.NextAsync<ParticipantConnected>(joined => joined.Participant.Identity == "caller-2");
        var before = Process.GetCurrentProcess().WorkingSet64;
        var text = new string('x', 1 << 20);
        for (var round = 0; round < 48; round++)
        {
            await flooder.SendTextAsync(text, new TextStreamOptions("chat") { DestinationIdentities = ["agent"] }, Cancellation);
            await flooder.PublishDataAsync(new byte[8_000], "noise", reliable: true, Cancellation);
        }

        await caller.PublishDataAsync("""{"n":1}"""u8.ToArray(), "edgevoice.ping", reliable: true, Cancellation);
        var ping = await agent.NextAsync<DataReceived>(data => data.Topic == "edgevoice.ping");
        await Eventually.IsTrueAsync("that the texts have arrived", () => agent.Dropped >= 48, TimeSpan.FromSeconds(60));
        var grown = (Process.GetCurrentProcess().WorkingSet64 - before) >> 20;

        TestContext.Current.TestOutputHelper?.WriteLine($"48 MiB of text: {grown} MiB more, {agent.Dropped} dropped");
        Assert.Equal("caller-1", ping.Identity);
        Assert.InRange(grown, -1000, 64);
    }

    private Task<Room> JoinAsync(string identity, string[]? topics = null) =>
        Room.ConnectAsync(_client, fixture.Server.Url, fixture.Server.ParticipantToken(_name, identity), new RoomConnectOptions { TextTopics = topics ?? s_topics }, Cancellation);
}
