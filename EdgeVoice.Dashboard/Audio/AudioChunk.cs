namespace EdgeVoice.Dashboard.Audio;

/// <summary>A piece of a lane: where it lies in time and in its file.</summary>
internal readonly record struct AudioChunk(long StartNs, int Samples, long Offset)
{
    public long EndNs => StartNs + (Samples * 1_000_000_000L / AudioStore.SampleRate);
}
