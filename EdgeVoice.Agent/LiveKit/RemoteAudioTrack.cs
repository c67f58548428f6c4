using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>Somebody's audio, as long as we are subscribed to it.</summary>
internal sealed class RemoteAudioTrack : IDisposable
{
    private const int NativeFrameMs = 10;

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
                    // As long as our own queue behind it, 48 KB at 24 kHz: the core's default of 100 ms is shorter than a busy moment. What it
                    // drops all the same, the oldest first, shows in AudioLoss alone.
                    QueueSizeFrames = AudioStream.QueueMs / NativeFrameMs,
                },
            });
            stream.Attach(new FfiHandle(answer.NewAudioStream.Stream.Handle.Id));
            _streams.Add(stream);
            return stream;
        }
    }

    /// <summary>How the track arrives; null once it has ended.</summary>
    /// <exception cref="FfiException">The core knows the track no more.</exception>
    public async Task<MediaStats?> ReadStatsAsync(CancellationToken cancellationToken)
    {
        Task<Wire.FfiEvent> asking;
        lock (_gate)
        {
            if (_ended)
            {
                return null;
            }

            asking = _client.CallAsync(id => new Wire.FfiRequest { GetStats = new Wire.GetStatsRequest { TrackHandle = _handle.Id, RequestAsyncId = id } }, cancellationToken);
        }

        var answer = (await asking.ConfigureAwait(false)).GetStats;
        if (answer.HasError)
        {
            throw new FfiException(answer.Error);
        }

        var inbound = answer.Stats.FirstOrDefault(stats => stats.InboundRtp is not null)?.InboundRtp;
        var path = answer.Stats.Select(stats => stats.CandidatePair?.Pair).FirstOrDefault(pair => pair is { Nominated: true });
        return inbound is null ? null : new MediaStats(
            path is { CurrentRoundTripTime: > 0 } ? TimeSpan.FromSeconds(path.CurrentRoundTripTime) : null,
            TimeSpan.FromSeconds(inbound.Received.Jitter),
            (long)inbound.Received.PacketsReceived,
            inbound.Received.PacketsLost,
            TimeSpan.FromSeconds(inbound.Inbound?.JitterBufferDelay ?? 0),
            (long)(inbound.Inbound?.JitterBufferEmittedCount ?? 0),
            TimeSpan.FromSeconds(inbound.Inbound?.TotalSamplesDuration ?? 0));
    }

    /// <summary>Closes the streams too: after an unsubscribe the core says no end and goes on sending frames.</summary>
    public void Dispose() => End(dropped: false);

    /// <summary>The core has unsubscribed the track, and drops it.</summary>
    public void Unsubscribed() => End(dropped: true);

    /// <summary>Nobody here wants it: the core drops it at its end, and would miss it then.</summary>
    public void Refuse() => End(dropped: true);

    private void End(bool dropped)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            _streams.ForEach(stream => stream.Close());
            if (dropped)
            {
                _handle.Forget();
            }

            _handle.Dispose();
        }
    }
}
