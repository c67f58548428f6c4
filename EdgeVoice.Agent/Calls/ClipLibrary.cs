using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Agent.Calls;

/// <summary>The recorded sentences, read once at start from <c>Assets</c> beside the binary.</summary>
internal sealed class ClipLibrary
{
    private static readonly Dictionary<Clip, (string File, string Text)> s_clips = new()
    {
        [Clip.OneMoment] = ("one-moment.wav", "One moment, please."),
        [Clip.CutOff] = ("cut-off.wav", "Sorry, we were cut off."),
        [Clip.TechnicalProblem] = ("technical-problem.wav", "I am sorry, I have a technical problem. Please call again in a few minutes. Goodbye."),
    };

    private readonly Dictionary<Clip, byte[]> _audio;

    private ClipLibrary(Dictionary<Clip, byte[]> audio) => _audio = audio;

    /// <exception cref="InvalidOperationException">A recording is missing or not 24 kHz mono 16-bit PCM.</exception>
    public static ClipLibrary Load(string directory) =>
        new(s_clips.ToDictionary(clip => clip.Key, clip => WavFile.ReadPcm(Path.Combine(directory, clip.Value.File))));

    public static string Text(Clip clip) => s_clips[clip].Text;

    public ReadOnlySpan<byte> Audio(Clip clip) => _audio[clip];
}
