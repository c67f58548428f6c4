using EdgeVoice.Bench.Failover.Recordings;

namespace EdgeVoice.Bench.Stalls;

/// <summary>Something that the caller says, and the words of it as the provider's emulator writes them down.</summary>
internal sealed record Utterance(ReadOnlyMemory<short> Speech, string Text)
{
    private const int SamplesPerMs = 24;

    public static Utterance Table { get; } = new(Failover.Callers.Speech.Table, "I would like a table for two tonight, please.");

    public static Utterance Yes { get; } = new(Failover.Callers.Speech.Yes, "Yes, at seven, in the name of Miller.");

    public int Words => Text.Split(' ').Length;

    /// <summary>From the beginning to the last sound of it, ms.</summary>
    public double SoundMs { get; } = LastSound(Speech.Span) / (double)SamplesPerMs;

    private static int LastSound(ReadOnlySpan<short> speech)
    {
        const int frame = SamplesPerMs * Recording.FrameMs;
        var end = speech.Length;
        while (end >= frame && !Loudness.IsAudible(Loudness.Rms(speech[(end - frame)..end])))
        {
            end -= frame;
        }

        return end;
    }
}
