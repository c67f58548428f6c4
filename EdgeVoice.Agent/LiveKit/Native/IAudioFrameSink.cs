namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>Takes the frames of one audio stream on a thread of the core. The samples are valid only during the call.</summary>
internal interface IAudioFrameSink
{
    void OnFrame(ReadOnlySpan<short> samples);

    void OnEnd();
}
