using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration.Resume;

/// <summary>A caller in a room: speaks recordings, records what is heard, and keeps all that the room tells.</summary>
internal sealed class RoomCaller : IAsyncDisposable
{
    private const int Audible = 100;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly Room _room;
    private readonly AudioSource _source;
    private readonly ConcurrentQueue<RoomEvent> _events = new();
    private readonly ConcurrentQueue<(long At, bool Loud)> _heard = new();
    private readonly List<Task> _listening = [];
    private readonly Task _reading;

    private RoomCaller(Room room, AudioSource source)
    {
        _room = room;
        _source = source;
        _reading = Task.Run(ReadAsync);
    }

    public static async Task<RoomCaller> JoinAsync(ResumeRegion region, string roomName, string identity)
    {
        await region.LiveKit.CallAsync("RoomService/CreateRoom", roomName, $$"""{"name":"{{roomName}}"}""", TestContext.Current.CancellationToken);
        var room = await Room.ConnectAsync(region.Client, region.LiveKit.Url, region.LiveKit.ParticipantToken(roomName, identity), new RoomConnectOptions { TextTopics = ["lk.transcription", "edgevoice.turn", "edgevoice.call"] }, TestContext.Current.CancellationToken);
        var source = room.CreateAudioSource(PcmFormat.SampleRate, PcmFormat.Channels, TimeSpan.FromMilliseconds(200));
        await room.PublishAudioAsync("microphone", source, TestContext.Current.CancellationToken);
        return new RoomCaller(room, source);
    }

    /// <summary>What the agent was shown to have said, final words only.</summary>
    public IReadOnlyList<string> AgentCaptions => [.. Captions(final: true).Where(text => text.Identity.StartsWith("agent-", StringComparison.Ordinal) && text.Text.Length > 0).Select(text => text.Text)];

    public async Task SayAsync(string name)
    {
        var pcm = MemoryMarshal.Cast<byte, short>(WavFile.ReadPcm(RepositoryRoot.Combine("EdgeVoice.Tests", "Clients", "Speech", $"{name}.wav"))).ToArray();
        foreach (var frame in pcm.Chunk(PcmFormat.SamplesPerFrame))
        {
            await _source.CaptureAsync(frame, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until words are shown, final or in the making.</summary>
    public Task SeesAsync(string words, bool final = false) => UntilAsync($"the words '{words}'", () => Captions(final).Any(text => text.Text.Contains(words, StringComparison.Ordinal)));

    public Task LeavesAsync(string identity) => UntilAsync($"that {identity} leaves", () => _events.OfType<ParticipantDisconnected>().Any(left => left.Identity == identity));

    public Task ToldAsync(string state) => UntilAsync($"the state {state}", () => _events.OfType<TextReceived>().Any(text => text.Topic == "edgevoice.call" && text.Text.Contains($"\"{state}\"", StringComparison.Ordinal)));

    public Task TurnsAsync(int count) => UntilAsync($"{count} turns", () => _events.OfType<TextReceived>().Count(text => text.Topic == "edgevoice.turn") >= count);

    /// <summary>Sends pings until one is answered, and returns the answer.</summary>
    public async Task<string> PingAsync(int number)
    {
        var ping = Encoding.UTF8.GetBytes($$"""{"n":{{number}}}""");
        string? pong = null;
        await UntilAsync("a pong", async () =>
        {
            await _room.PublishDataAsync(ping, "edgevoice.ping", reliable: false, TestContext.Current.CancellationToken);
            pong = _events.OfType<DataReceived>().Where(data => data.Topic == "edgevoice.pong").Select(data => Encoding.UTF8.GetString(data.Data.Span)).LastOrDefault();
            return pong is not null;
        });
        return pong!;
    }

    /// <summary>Waits until something can be heard that arrived after the moment (a timestamp of <see cref="Stopwatch"/>); returns how long after.</summary>
    public async Task<TimeSpan> HearsAfterAsync(long moment)
    {
        long at = 0;
        await UntilAsync("a sound", () => (at = _heard.FirstOrDefault(heard => heard.Loud && heard.At > moment).At) != 0);
        return Stopwatch.GetElapsedTime(moment, at);
    }

    /// <summary>The longest time without a sound since the moment and up to the last sound.</summary>
    public TimeSpan LongestSilenceAfter(long moment)
    {
        var sounds = _heard.Where(heard => heard.Loud && heard.At > moment).Select(heard => heard.At).Prepend(moment).ToArray();
        return sounds.Zip(sounds.Skip(1), (from, to) => Stopwatch.GetElapsedTime(from, to)).DefaultIfEmpty().Max();
    }

    /// <summary>How many audible frames of 20 ms arrived after the moment.</summary>
    public int SoundsAfter(long moment) => _heard.Count(heard => heard.Loud && heard.At > moment);

    public Task LeaveAsync() => _room.DisconnectAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        await _reading;
        await Task.WhenAll(_listening);
    }

    private IEnumerable<TextReceived> Captions(bool final) => _events.OfType<TextReceived>().Where(text =>
        text.Topic == "lk.transcription" && (!final || text.Attributes.GetValueOrDefault("lk.transcription_final") == "true"));

    private Task UntilAsync(string what, Func<bool> condition) => UntilAsync(what, () => Task.FromResult(condition()));

    private async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        try
        {
            await Eventually.IsTrueAsync(what, condition, s_limit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}; seen:\n{string.Join('\n', _events.Select(seen => seen is TextReceived text ? $"{text.Topic} {text.Identity}: {text.Text}" : seen.ToString()))}", exception);
        }
    }

    private async Task ReadAsync()
    {
        await foreach (var happened in _room.Events.ReadAllAsync())
        {
            _events.Enqueue(happened);
            if (happened is AudioTrackSubscribed { Track: var track })
            {
                _listening.Add(ListenAsync(track.OpenStream(PcmFormat.SampleRate, PcmFormat.Channels, PcmFormat.FrameMs)));
            }
        }
    }

    private async Task ListenAsync(AudioStream stream)
    {
        await using (stream)
        {
            await foreach (var frame in stream.Frames.ReadAllAsync())
            {
                using (frame)
                {
                    var loud = frame.Samples.ContainsAnyInRange((short)Audible, short.MaxValue);
                    _heard.Enqueue((frame.ReceivedAt, loud));
                }
            }
        }
    }
}
