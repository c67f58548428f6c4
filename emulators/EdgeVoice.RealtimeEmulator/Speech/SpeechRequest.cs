namespace EdgeVoice.RealtimeEmulator.Speech;

/// <summary>One text in an engine's voice.</summary>
internal sealed record SpeechRequest(string Text, string Voice, int WordsPerMinute)
{
    private const int NormalWordsPerMinute = 170;

    // The provider's voices, told apart by the engine's variants: f female, m male.
    private static readonly Dictionary<string, string> s_voices = new()
    {
        ["alloy"] = "en-us+f1",
        ["ash"] = "en-us+m2",
        ["ballad"] = "en-gb+m5",
        ["cedar"] = "en-us+m3",
        ["coral"] = "en-us+f2",
        ["echo"] = "en-us+m1",
        ["marin"] = "en-us+f3",
        ["sage"] = "en-gb+f4",
        ["shimmer"] = "en-us+f5",
        ["verse"] = "en-us+m7",
    };

    public static IReadOnlyCollection<string> Voices => s_voices.Keys;

    public static SpeechRequest For(string text, string voice, double speed) =>
        new(text, s_voices.GetValueOrDefault(voice, "en-us"), (int)Math.Clamp(Math.Round(NormalWordsPerMinute * speed), 80, 450));
}
