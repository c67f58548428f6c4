using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Calls.Capture;
using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Agent.Calls;

/// <summary>
/// Carries the caller's track to the provider, frame by frame and nothing in between. Of several the newest counts; when it
/// goes, the one before. A microphone that goes away in the middle of a word may come back: the turn machine does not wait for ever.
/// </summary>
/// <param name="died">Told when the caller can be heard no more.</param>
internal sealed class CallerAudio(ProviderLink link, CallClock clock, CallRecorder? recorder, Func<RemoteAudioTrack, AudioStream, CallerMedia> watch, Action<Exception> died) : IAsyncDisposable
{
    private readonly CallerTracks<RemoteAudioTrack> _tracks = new();
    private readonly List<Task> _pumps = [];
    private readonly CallerLine _line = new();
    private AudioStream? _stream;
    private CallerMedia? _media;

    /// <summary>When anything could last be heard of the caller.</summary>
    public TimeSpan AudibleAt => _line.AudibleAt is { } timestamp ? clock.At(timestamp) : TimeSpan.Zero;

    /// <summary>What arrived of the caller and was thrown away, in the core's queue or in ours, up to the last track that was left.</summary>
    public TimeSpan Lost { get; private set; }

    /// <summary>Listens to this track instead of the one before: a full reconnect brings a new one, a second microphone another.</summary>
    public async Task FollowAsync(string sid, RemoteAudioTrack track)
    {
        _tracks.Add(sid, track);
        await ListenAsync(track).ConfigureAwait(false);
    }

    /// <summary>The track is gone.</summary>
    public async Task LeaveAsync(string sid)
    {
        if (!_tracks.Remove(sid))
        {
            return;
        }

        if (_tracks.Newest is { } before)
        {
            await ListenAsync(before).ConfigureAwait(false);
            return;
        }

        await StopAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    private async Task ListenAsync(RemoteAudioTrack track)
    {
        await StopAsync().ConfigureAwait(false);
        _stream = track.OpenStream(PcmFormat.SampleRate, PcmFormat.Channels, PcmFormat.FrameMs);
        var stream = _stream;
        _pumps.Add(Watched.Run(() => PumpAsync(stream), died));
        _media = watch(track, stream);
        _media.Start();
    }

    private async Task StopAsync()
    {
        if (_media is not null)
        {
            await _media.DisposeAsync().ConfigureAwait(false);
            Lost += _media.Lost;
            _media = null;
        }

        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
            Lost += _stream.Dropped;
            _stream = null;
        }

        await Task.WhenAll(_pumps).ConfigureAwait(false);
        _pumps.Clear();
    }

    private async Task PumpAsync(AudioStream stream)
    {
        await foreach (var frame in stream.Frames.ReadAllAsync().ConfigureAwait(false))
        {
            using (frame)
            {
                _line.Note(frame.Samples, frame.ReceivedAt);
                link.AppendAudio(frame.Samples, frame.ReceivedAt);
                recorder?.Caller(frame.Samples, frame.ReceivedAt);
            }
        }
    }
}
