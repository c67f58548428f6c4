namespace EdgeVoice.Bench.Stalls;

/// <summary>What was written down of an utterance.</summary>
/// <param name="Text">The words.</param>
/// <param name="SpeechMs">How much speech the provider took them from; nothing when its session is gone or did not hear them.</param>
internal sealed record HeardWords(string Text, double? SpeechMs)
{
    // A turn detector cuts the edges of speech: less than a word.
    private const double EdgesMs = 350;

    /// <summary>Words of the caller that are missing: those that nobody wrote down, and those of speech that nobody heard.</summary>
    public static int Lost(IEnumerable<Utterance> said, IReadOnlyCollection<HeardWords> heard) => said.Sum(utterance =>
    {
        var known = heard.Where(words => words.Text == utterance.Text).ToArray();
        if (known.Length == 0)
        {
            return utterance.Words;
        }

        var longest = known.Max(words => words.SpeechMs);
        var missing = longest is { } ms ? utterance.SoundMs - ms : 0;
        return missing > EdgesMs ? Math.Max(1, (int)Math.Round(utterance.Words * missing / utterance.SoundMs)) : 0;
    });
}
