using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Tests.Gateway;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Agent.LiveKit;

/// <summary>An ordinary end of a call is no error, whoever ends it.</summary>
[Collection(NativeCore.Name)]
public sealed class QuietHangUpTests : IDisposable
{
    private readonly LiveKitServerFixture _fixture;
    private readonly LogCapture _logs = new();
    private readonly ILoggerFactory _loggers;
    private readonly FfiClient _client;
    private readonly string _name = $"room-{Guid.NewGuid():N}";

    public QuietHangUpTests(LiveKitServerFixture fixture)
    {
        _fixture = fixture;
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        _client = new FfiClient(_loggers.CreateLogger<FfiClient>());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _loggers.Dispose();
        _logs.Dispose();
    }

    [Theory]
    [InlineData("the caller leaves")]
    [InlineData("the agent leaves")]
    [InlineData("the room is deleted")]
    public async Task Leave_AfterBothHaveSpoken_LogsNoWarning(string end)
    {
        await using (var agent = await JoinAsync("agent"))
        {
            await using var caller = await JoinAsync("caller-1");
            using var silent = new CancellationTokenSource();
            Task[] speaking = [await SpeakAsync(agent, silent.Token), await SpeakAsync(caller, silent.Token)];
            var track = (await agent.NextAsync<AudioTrackSubscribed>()).Track;
            await using var stream = track.OpenStream(Tone.SampleRate, 1, 20);
            await Tone.HearAsync(stream, 440, Cancellation);

            await silent.CancelAsync();
            await Task.WhenAll(speaking);
            switch (end)
            {
                case "the caller leaves":
                    await caller.DisconnectAsync(Cancellation);
                    await agent.NextAsync<ParticipantDisconnected>();
                    break;
                case "the agent leaves":
                    await agent.DisconnectAsync(Cancellation);
                    break;
                default:
                    await _fixture.Server.CallAsync("RoomService/DeleteRoom", _name, $$"""{"room":"{{_name}}"}""", Cancellation);
                    await agent.NextAsync<Disconnected>();
                    break;
            }
        }

        await AnotherCallAsync();
        Assert.True(_logs.All.Length == 0, _logs.All);
    }

    /// <summary>The agent leaves within the pause that the core makes before it negotiates.</summary>
    [Fact]
    public async Task Leave_InTheMiddleOfANegotiation_LogsNoWarning()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var agent = await JoinAsync("agent");
            await using var caller = await JoinAsync("caller-1");
            using var silent = new CancellationTokenSource();
            await silent.CancelAsync();
            await SpeakAsync(agent, silent.Token);
            await SpeakAsync(caller, silent.Token);

            await caller.DisconnectAsync(Cancellation);
        }

        await AnotherCallAsync();
        Assert.True(_logs.All.Length == 0, _logs.All);
    }

    [Fact]
    public async Task Leave_OfACallerWithMoreTracksThanAreTaken_LogsNoWarning()
    {
        await using (var agent = await JoinAsync("agent"))
        {
            await using var caller = await JoinAsync("caller-1");
            using var silent = new CancellationTokenSource();
            await silent.CancelAsync();
            for (var track = 0; track <= RoomIntake.TracksPerParticipant; track++)
            {
                await SpeakAsync(caller, silent.Token);
            }

            await Eventually.IsTrueAsync("that a track is refused", () => agent.Dropped > 0, TimeSpan.FromSeconds(20));
            await caller.DisconnectAsync(Cancellation);
            await agent.NextAsync<ParticipantDisconnected>();
        }

        await AnotherCallAsync();
        Assert.True(_logs.All.Length == 0, _logs.All);
    }

    /// <summary>What the core still has to say about the last one is said by the end of this.</summary>
    private async Task AnotherCallAsync()
    {
        await using var agent = await JoinAsync("agent");
        await using var caller = await JoinAsync("caller-1");
        using var silent = new CancellationTokenSource();
        var speaking = await SpeakAsync(caller, silent.Token);
        await using var stream = (await agent.NextAsync<AudioTrackSubscribed>()).Track.OpenStream(Tone.SampleRate, 1, 20);
        await Tone.HearAsync(stream, 440, Cancellation);
        await silent.CancelAsync();
        await speaking;
    }

    private static async Task<Task> SpeakAsync(Room room, CancellationToken silent)
    {
        var source = room.CreateAudioSource(Tone.SampleRate, 1, TimeSpan.FromMilliseconds(100));
        await room.PublishAudioAsync("voice", source, Cancellation);
        return Tone.SpeakAsync(source, 440, silent);
    }

    private Task<Room> JoinAsync(string identity) =>
        Room.ConnectAsync(_client, _fixture.Server.Url, _fixture.Server.ParticipantToken(_name, identity), new RoomConnectOptions(), Cancellation);
}
