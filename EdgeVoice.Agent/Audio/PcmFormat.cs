namespace EdgeVoice.Agent.Audio;

/// <summary>The one audio format inside the agent: 24 kHz mono signed 16-bit, as the Realtime protocol has it.</summary>
internal static class PcmFormat
{
    public const int SampleRate = 24_000;

    public const int Channels = 1;

    public const int SamplesPerMs = SampleRate / 1000;

    /// <summary>One Opus frame: also the unit in which audio moves through the agent.</summary>
    public const int FrameMs = 20;

    public const int SamplesPerFrame = FrameMs * SamplesPerMs;
}
