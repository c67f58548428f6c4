using EdgeVoice.Agent.LiveKit.Native;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>
/// Takes the PCM that a local track sends. What is captured plays out in real time from a queue; with nothing queued the
/// track sends silence.
/// </summary>
internal sealed class AudioSource : IDisposable
{
    private readonly FfiClient _client;
    private readonly FfiHandle _handle;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Wire.FfiRequest _request;
    private CaptureWaiter? _spare;

    internal AudioSource(FfiClient client, int sampleRate, int channels, TimeSpan queue)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sampleRate is >= 8000 and <= 48_000, true, nameof(sampleRate));
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels is 1 or 2, true, nameof(channels));
        var queueMs = (int)queue.TotalMilliseconds;
        if (queueMs <= 0 || queueMs % 10 != 0 || queueMs != queue.TotalMilliseconds)
        {
            throw new ArgumentOutOfRangeException(nameof(queue), queue, "The queue is a positive multiple of 10 ms.");
        }

        SampleRate = sampleRate;
        Channels = channels;
        MaxSamples = sampleRate / 1000 * queueMs * channels;
        _client = client;
        var answer = client.Request(new Wire.FfiRequest
        {
            NewAudioSource = new Wire.NewAudioSourceRequest
            {
                SampleRate = (uint)sampleRate,
                NumChannels = (uint)channels,
                QueueSizeMs = (uint)queueMs,
            },
        });
        _handle = new FfiHandle(answer.NewAudioSource.Source.Handle.Id);
        _request = new Wire.FfiRequest
        {
            CaptureAudioFrame = new Wire.CaptureAudioFrameRequest
            {
                SourceHandle = _handle.Id,
                Buffer = new Wire.AudioBuffer { SampleRate = (uint)sampleRate, NumChannels = (uint)channels },
            },
        };
    }

    public int SampleRate { get; }

    public int Channels { get; }

    /// <summary>The most samples (of all channels) that one capture may hold: the queue's length.</summary>
    public int MaxSamples { get; }

    internal ulong Id => _handle.Id;

    /// <summary>
    /// Queues interleaved samples; completes when the queue took them all, which paces the caller to real time. Captures
    /// run one after another. Cancelling stops the wait; samples that the core already has still play unless <see cref="Clear"/> follows.
    /// </summary>
    /// <exception cref="ArgumentException">Not whole frames, or longer than the queue (the core would go on with the rest after a <see cref="Clear"/>).</exception>
    /// <exception cref="FfiException">The core refused the frame.</exception>
    public ValueTask CaptureAsync(ReadOnlyMemory<short> pcm, CancellationToken cancellationToken)
    {
        if (pcm.Length > MaxSamples || pcm.Length % Channels != 0)
        {
            throw new ArgumentException($"{pcm.Length} samples are not whole frames of {Channels} channels, or more than the queue of {MaxSamples} holds.", nameof(pcm));
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (pcm.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        return _gate.Wait(0, CancellationToken.None) ? Capture(pcm, cancellationToken) : CaptureNextAsync(pcm, cancellationToken);
    }

    /// <summary>Throws away what is queued: the listener hears silence within some 50 ms.</summary>
    public void Clear() =>
        _client.Post(new Wire.FfiRequest { ClearAudioBuffer = new Wire.ClearAudioBufferRequest { SourceHandle = _handle.Id } });

    public void Dispose() => _handle.Dispose();

    internal void Recycle(CaptureWaiter waiter) => _spare = waiter;

    internal void CaptureDone() => _gate.Release();

    private async ValueTask CaptureNextAsync(ReadOnlyMemory<short> pcm, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Capture(pcm, cancellationToken).ConfigureAwait(false);
    }

    private unsafe ValueTask Capture(ReadOnlyMemory<short> pcm, CancellationToken cancellationToken)
    {
        var waiter = Interlocked.Exchange(ref _spare, null) ?? new CaptureWaiter(this);
        var id = FfiClient.Router.NextId();
        // Ends the gate when the core answers, also after a cancelled wait.
        var result = waiter.Begin(pcm.Pin(), cancellationToken, out var address);
        FfiClient.Router.Expect(id, waiter);
        try
        {
            var capture = _request.CaptureAudioFrame;
            capture.Buffer.DataPtr = (ulong)address;
            capture.Buffer.SamplesPerChannel = (uint)(pcm.Length / Channels);
            capture.RequestAsyncId = id;
            _client.Post(_request);
        }
        catch (Exception exception) when (exception is FfiException or ObjectDisposedException)
        {
            FfiClient.Router.Forget(id);
            ((ICaptureSink)waiter).OnCaptured(exception.Message);
        }

        return result;
    }
}
