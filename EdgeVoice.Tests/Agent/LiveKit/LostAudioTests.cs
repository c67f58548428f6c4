using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Agent.Telemetry;
using EdgeVoice.Tests.Gateway;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVoice.Tests.Agent.LiveKit;

/// <summary>A caller's audio comes whole, or what is missing is counted.</summary>
[Collection(NativeCoreAlone.Name)]
public sealed class LostAudioTests : IDisposable
{
    private const int FrameMs = 20;

    private static readonly TimeSpan s_blocked = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_queue = TimeSpan.FromMilliseconds(AudioStream.QueueMs);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly LiveKitServerFixture _fixture;
    private readonly LogCapture _looks = new();
    private readonly ILoggerFactory _loggers;
    private readonly FfiClient _client = new(NullLogger<FfiClient>.Instance);
    private readonly string _name = $"room-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public LostAudioTests(LiveKitServerFixture fixture)
    {
        _fixture = fixture;
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_looks));
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task Reader_ThatStandsStill_FindsEachFrameOrItsLossCounted()
    {
        await using var agent = await JoinAsync("agent");
        await using var caller = await SpeakingCallerAsync();
        var track = (await agent.NextAsync<AudioTrackSubscribed>()).Track;
        await using var stream = track.OpenStream(Tone.SampleRate, 1, FrameMs);
        await using var media = Watch(track, stream);

        await MadeAsync(track, s_blocked);
        await caller.DisconnectAsync(Cancellation);
        await agent.NextAsync<TrackUnsubscribed>();
        Assert.Equal(s_queue, await ReadAsync(stream));
        Assert.Equal(stream.Arrived, s_queue + stream.Dropped);
        Assert.InRange(stream.Dropped, s_blocked - s_queue - TimeSpan.FromMilliseconds(200), s_limit);
        Assert.Equal(TimeSpan.Zero, media.Lost);
    }

    [Fact]
    public async Task Core_ThatGetsNoTurn_LosesWhatIsCounted()
    {
        await using var agent = await JoinAsync("agent");
        await using var caller = await SpeakingCallerAsync();
        var track = (await agent.NextAsync<AudioTrackSubscribed>()).Track;
        await using var stream = track.OpenStream(Tone.SampleRate, 1, FrameMs);
        await using var media = Watch(track, stream);
        var counted = new ConcurrentQueue<double>();
        using var listener = CoreQueue(counted);
        var reading = ReadAsync(stream);
        // It is written down after the first two: a loss before the first would be none that it could see.
        await Eventually.IsTrueAsync("the first look", () => _looks.All.Contains("media", StringComparison.Ordinal), s_limit);
        using var gate = new Gate(stream);
        FfiClient.Router.AddStream(stream.Id, gate);

        gate.Close();
        var made = await MadeAsync(track, s_blocked);
        gate.Open();

        var expected = made - s_queue;
        var blur = TimeSpan.FromMilliseconds(250);
        await Eventually.IsTrueAsync("that the loss is counted", () => media.Lost >= expected - blur, s_limit);
        // As long as it takes to see that no more comes to it.
        await MadeAsync(track, TimeSpan.FromSeconds(4));
        TestContext.Current.TestOutputHelper?.WriteLine($"Of {made.TotalMilliseconds:F0} ms, {media.Lost.TotalMilliseconds:F0} ms are counted as lost");
        Assert.InRange(media.Lost, expected - blur, expected + blur);
        Assert.Equal(media.Lost.TotalSeconds, counted.Sum(), tolerance: 0.001);

        // What the core kept came at once: all of it was read, or is counted as our own queue's.
        await caller.DisconnectAsync(Cancellation);
        await agent.NextAsync<TrackUnsubscribed>();
        Assert.Equal(stream.Arrived, await reading + stream.Dropped);
    }

    private CallerMedia Watch(RemoteAudioTrack track, AudioStream stream)
    {
        var network = new NetworkSamples(new CallClock(TimeProvider.System));
        var log = new MediaLog(_loggers, new CallIdentity("call", "room", "region", "persona", 1));
        var media = new CallerMedia(track, stream, network, log, TimeProvider.System);
        media.Start();
        return media;
    }

    /// <summary>What the agent's meter counts as lost in the core.</summary>
    private static MeterListener CoreQueue(ConcurrentQueue<double> counted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Name == "edgevoice.caller_audio.lost")
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            if (tags[0].Value is AgentMeter.CoreQueue)
            {
                counted.Enqueue(seconds);
            }
        });
        listener.Start();
        return listener;
    }

    private static async Task<TimeSpan> ReadAsync(AudioStream stream)
    {
        var read = 0;
        await foreach (var frame in stream.Frames.ReadAllAsync(Cancellation))
        {
            frame.Dispose();
            read++;
        }

        return read * TimeSpan.FromMilliseconds(FrameMs);
    }

    /// <summary>Waits until so much more was made of the track, and returns how much exactly.</summary>
    private static async Task<TimeSpan> MadeAsync(RemoteAudioTrack track, TimeSpan audio)
    {
        TimeSpan? before = null;
        var made = TimeSpan.Zero;
        await Eventually.IsTrueAsync($"{audio.TotalSeconds} s of audio", async () =>
        {
            if (await track.ReadStatsAsync(Cancellation) is { Made: var now })
            {
                before ??= now;
                made = now - before.Value;
            }

            return made >= audio;
        }, s_limit);
        return made;
    }

    private async Task<Room> SpeakingCallerAsync()
    {
        var caller = await JoinAsync("caller-1");
        var source = caller.CreateAudioSource(Tone.SampleRate, 1, TimeSpan.FromMilliseconds(100));
        // Silence flows without a word.
        await caller.PublishAudioAsync("voice", source, Cancellation);
        return caller;
    }

    private Task<Room> JoinAsync(string identity) =>
        Room.ConnectAsync(_client, _fixture.Server.Url, _fixture.Server.ParticipantToken(_name, identity), new RoomConnectOptions(), Cancellation);

    /// <summary>Holds up the core's thread, as a machine does that has no time for it.</summary>
    private sealed class Gate(IAudioFrameSink next) : IAudioFrameSink, IDisposable
    {
        private readonly ManualResetEventSlim _open = new(initialState: true);

        public void Open() => _open.Set();

        public void Close() => _open.Reset();

        public void OnFrame(ReadOnlySpan<short> samples)
        {
            _open.Wait(s_limit);
            next.OnFrame(samples);
        }

        public void OnEnd() => next.OnEnd();

        public void Dispose()
        {
            // Not disposed: the core may be in it.
            Open();
        }
    }
}
