using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Calls.Capture;
using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Agent.Calls;

/// <summary>Carries the caller's track to the provider, frame by frame and nothing in between.</summary>
internal sealed class CallerAudio(ProviderLink link, CallRecorder? recorder, Func<RemoteAudioTrack, CallerMedia> watch) : IAsyncDisposable
{
    private readonly List<Task> _pumps = [];
    private AudioStream? _stream;
    private CallerMedia? _media;

    /// <summary>Listens to this track instead of the one before: a full reconnect brings a new one.</summary>
    public async Task FollowAsync(RemoteAudioTrack track)
    {
        await StopAsync().ConfigureAwait(false);
        _stream = track.OpenStream(PcmFormat.SampleRate, PcmFormat.Channels, PcmFormat.FrameMs);
        var stream = _stream;
        _pumps.Add(Task.Run(() => PumpAsync(stream)));
        _media = watch(track);
        _media.Start();
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    private async Task StopAsync()
    {
        if (_media is not null)
        {
            await _media.DisposeAsync().ConfigureAwait(false);
            _media = null;
        }

        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
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
                link.AppendAudio(frame.Samples, frame.ReceivedAt);
                recorder?.Caller(frame.Samples, frame.ReceivedAt);
            }
        }
    }
}
