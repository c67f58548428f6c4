namespace EdgeVoice.Dashboard.Audio;

/// <summary>Samples of a lane by their time. Gaps are silence.</summary>
internal sealed class LaneReader(AudioChunk[] chunks, FileStream file) : IDisposable
{
    private int _next;

    public IReadOnlyList<AudioChunk> Chunks => chunks;

    public long StartNs => chunks[0].StartNs;

    public long EndNs => chunks.Max(chunk => chunk.EndNs);

    /// <summary>Fills the buffer with what was heard from <paramref name="fromNs"/> on.</summary>
    /// <returns>How many samples were kept; the rest is silence.</returns>
    public int Read(long fromNs, Span<short> samples)
    {
        samples.Clear();
        var kept = 0;
        var toNs = fromNs + Ns(samples.Length);
        Seek(fromNs);
        Span<byte> bytes = stackalloc byte[4096];
        for (var index = _next; index < chunks.Length && chunks[index].StartNs < toNs; index++)
        {
            var chunk = chunks[index];
            // Position of the chunk's first sample in the buffer; negative when it began before.
            var at = Samples(chunk.StartNs - fromNs);
            var skip = Math.Max(0, -at);
            file.Position = chunk.Offset + skip;
            for (var done = skip; done < chunk.Samples && at + done < samples.Length;)
            {
                var part = file.Read(bytes[..(int)Math.Min(bytes.Length, Math.Min(chunk.Samples - done, samples.Length - at - done))]);
                if (part == 0)
                {
                    break;
                }

                for (var sample = 0; sample < part; sample++)
                {
                    samples[(int)(at + done) + sample] = MuLaw.Decode(bytes[sample]);
                }

                done += part;
                kept += part;
            }
        }

        return kept;
    }

    public void Dispose() => file.Dispose();

    public static long Ns(long samples) => samples * 1_000_000_000L / AudioStore.SampleRate;

    public static long Samples(long ns) => (long)Math.Round(ns / 1e9 * AudioStore.SampleRate);

    // Reading goes forward nearly always, so the search goes on where it ended.
    private void Seek(long fromNs)
    {
        if (_next >= chunks.Length || chunks[_next].StartNs > fromNs)
        {
            _next = 0;
        }

        while (_next < chunks.Length && chunks[_next].EndNs <= fromNs)
        {
            _next++;
        }
    }
}
