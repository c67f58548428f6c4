using EdgeVoice.Agent.Audio;

namespace EdgeVoice.Agent.Realtime;

/// <summary>
/// Tells a session that hangs from one that has nothing to say. Anything that comes from it is a sign of life; when none
/// comes while the caller can be heard, or an answer is owed, it is asked, and it is dead only when that brings nothing
/// either: a model may think for as long as it likes.
/// </summary>
internal sealed class SignsOfLife(TimeProvider time)
{
    /// <summary>How often <see cref="Look"/> wants to be called.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // -44 dBFS: above what DTX makes up for silence, below anybody who speaks into a microphone. Noise costs two questions a second.
    private const long AudibleMeanSquare = 200 * 200;

    // Half a second of sound since the last sign: a turn detector has reported speech by then.
    private const int AudibleFrames = 500 / PcmFormat.FrameMs;

    private static readonly TimeSpan s_owed = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(5);

    // Together with the half second before and a look late it is two seconds from the caller's first sound.
    private const int LooksWhileAudible = 13;
    private const int LooksOtherwise = 30;

    private long _seenAt = time.GetTimestamp();
    private long _signs;
    private long _signsWhenAsked;
    private int _audible;
    private int _looks;
    private bool _asked;
    private volatile bool _owes;

    /// <summary>A response was asked for.</summary>
    public void Owe() => _owes = true;

    /// <summary>What came says whether there is more to come; the end of a speech is owed as well.</summary>
    public void Note(RealtimeEvent said) => _owes = said is SpeechStarted or SpeechStopped or InputCommitted or ResponseStarted || (_owes && said is not ResponseDone);

    /// <summary>Something came, whatever it was.</summary>
    public void Seen()
    {
        Volatile.Write(ref _seenAt, time.GetTimestamp());
        Volatile.Write(ref _audible, 0);
        Interlocked.Increment(ref _signs);
    }

    /// <summary>This went out, of the caller: 24 kHz mono.</summary>
    public void Heard(ReadOnlySpan<short> pcm)
    {
        for (; pcm.Length >= PcmFormat.SamplesPerFrame; pcm = pcm[PcmFormat.SamplesPerFrame..])
        {
            if (IsAudible(pcm[..PcmFormat.SamplesPerFrame]))
            {
                Interlocked.Increment(ref _audible);
            }
        }
    }

    /// <summary>
    /// To be called every <see cref="Interval"/>, by one. The wait for an answer is counted in calls, not in time: a process that is starved
    /// itself reads no answers, and looks as seldom.
    /// </summary>
    public LifeCheck Look()
    {
        var audible = Volatile.Read(ref _audible) >= AudibleFrames;
        if (_asked)
        {
            _asked = Volatile.Read(ref _signs) == _signsWhenAsked;
            return _asked && ++_looks >= (audible ? LooksWhileAudible : LooksOtherwise) ? LifeCheck.Dead : LifeCheck.Fine;
        }

        if (!audible && time.GetElapsedTime(Volatile.Read(ref _seenAt)) < (_owes ? s_owed : s_idle))
        {
            return LifeCheck.Fine;
        }

        (_asked, _looks, _signsWhenAsked) = (true, 0, Volatile.Read(ref _signs));
        return LifeCheck.Ask;
    }

    private static bool IsAudible(ReadOnlySpan<short> frame)
    {
        var sum = 0L;
        foreach (var sample in frame)
        {
            sum += sample * sample;
        }

        return sum > AudibleMeanSquare * frame.Length;
    }
}
