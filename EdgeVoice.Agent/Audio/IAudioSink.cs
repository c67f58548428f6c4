namespace EdgeVoice.Agent.Audio;

/// <summary>Where play-out goes: the room's audio source, which takes audio at the pace at which it is heard.</summary>
internal interface IAudioSink
{
    /// <summary>Hands over samples; completes when the sink has room for them.</summary>
    ValueTask CaptureAsync(ReadOnlyMemory<short> pcm, CancellationToken cancellationToken);

    /// <summary>Forgets what was handed over and not yet sent.</summary>
    void Clear();
}
