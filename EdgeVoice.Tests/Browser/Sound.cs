namespace EdgeVoice.Tests.Browser;

/// <summary>What a page played, block by block.</summary>
/// <param name="Blocks">When a block was played and how long it is, in milliseconds, and its RMS with 1 as full scale.</param>
internal sealed record Sound(IReadOnlyList<(double At, double Ms, double Rms)> Blocks)
{
    // Speech of the emulator is about 0.1; what a codec makes of digital silence is below 0.001.
    private const double Audible = 0.003;

    // The longest pause between two words of one utterance, in milliseconds.
    private const double Pause = 1_000;

    public double AudibleMs => Blocks.Where(block => block.Rms > Audible).Sum(block => block.Ms);

    /// <summary>Each utterance from its first to its last audible block.</summary>
    public IReadOnlyList<(double Start, double End)> Utterances()
    {
        var utterances = new List<(double Start, double End)>();
        foreach (var block in Blocks.Where(block => block.Rms > Audible))
        {
            if (utterances.Count > 0 && block.At - utterances[^1].End < Pause)
            {
                utterances[^1] = (utterances[^1].Start, block.At);
            }
            else
            {
                utterances.Add((block.At, block.At));
            }
        }

        return utterances;
    }
}
