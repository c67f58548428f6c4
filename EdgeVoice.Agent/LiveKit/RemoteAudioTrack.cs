using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>Somebody's audio, as long as we are subscribed to it.</summary>
internal sealed class RemoteAudioTrack : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<AudioStream> _streams = [];
    private readonly FfiClient _client;
    private readonly FfiHandle _handle;
    private bool _ended;

    internal RemoteAudioTrack(FfiClient client, Wire.OwnedTrack track)
    {
        _client = client;
        _handle = new FfiHandle(track.Handle.Id);
        Sid = track.Info.Sid;
        Name = track.Info.Name;
    }

    public string Sid { get; }

    public string Name { get; }

    /// <summary>Decodes the track to PCM of the given rate (Hz) in frames of <paramref name="frameMs"/> ms. A track that has ended gives an ended stream.</summary>
    public AudioStream OpenStream(int sampleRate, int channels, int frameMs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 8000);
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is 1 or 2, true, nameof(channels));
        ArgumentOutOfRangeException.ThrowIfNotEqual(frameMs is >= 10 and <= 1000, true, nameof(frameMs));

        lock (_gate)
        {
            var stream = new AudioStream(frameMs);
            if (_ended)
            {
                stream.Close();
                return stream;
            }

            var answer = _client.Request(new Wire.FfiRequest
            {
                NewAudioStream = new Wire.NewAudioStreamRequest
                {
                    TrackHandle = _handle.Id,
                    SampleRate = (uint)sampleRate,
                    NumChannels = (uint)channels,
                    FrameSizeMs = (uint)frameMs,
                },
            });
            stream.Attach(new FfiHandle(answer.NewAudioStream.Stream.Handle.Id));
            _streams.Add(stream);
            return stream;
        }
    }

    /// <summary>Closes the streams too: after an unsubscribe the core says no end and goes on sending frames.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            _streams.ForEach(stream => stream.Close());
            _handle.Dispose();
        }
    }
}
