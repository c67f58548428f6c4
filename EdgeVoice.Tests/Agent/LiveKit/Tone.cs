using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Tests.Agent.LiveKit;

/// <summary>A sine that is spoken into a source, and its amplitude in what was heard.</summary>
internal static class Tone
{
    public const int SampleRate = 24_000;
    public const int Amplitude = 9000;
    private const int FrameMs = 20;
    private const int FrameSamples = SampleRate / 1000 * FrameMs;

    public static short[] Samples(double frequency, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (short)(Amplitude * Math.Sin(2 * Math.PI * frequency * i / SampleRate)))];

    /// <summary>Speaks until cancelled.</summary>
    public static async Task SpeakAsync(AudioSource source, double frequency, CancellationToken cancellationToken)
    {
        // A whole second, so that the sine has no seam for whole frequencies.
        var second = Samples(frequency, SampleRate);
        try
        {
            for (var at = 0; ; at = (at + FrameSamples) % SampleRate)
            {
                await source.CaptureAsync(second.AsMemory(at, FrameSamples), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has heard enough.
        }
    }

    /// <summary>Waits until half a second of <paramref name="stream"/> holds the tone at nearly its amplitude; returns that half second.</summary>
    public static async Task<short[]> HearAsync(AudioStream stream, double frequency, CancellationToken cancellationToken)
    {
        var window = new List<short>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(15));
        await foreach (var frame in stream.Frames.ReadAllAsync(limit.Token))
        {
            window.AddRange(frame.Samples);
            frame.Dispose();
            if (window.Count >= SampleRate / 2)
            {
                if (AmplitudeOf(window, frequency) > Amplitude * 0.8)
                {
                    return [.. window];
                }

                window.Clear();
            }
        }

        throw new InvalidOperationException($"The stream ended before {frequency} Hz was heard.");
    }

    /// <summary>Goertzel's algorithm: the amplitude of one frequency.</summary>
    public static double AmplitudeOf(IReadOnlyCollection<short> samples, double frequency)
    {
        var coefficient = 2 * Math.Cos(2 * Math.PI * frequency / SampleRate);
        double previous = 0, beforeThat = 0;
        foreach (var sample in samples)
        {
            (previous, beforeThat) = (sample + (coefficient * previous) - beforeThat, previous);
        }

        var power = (previous * previous) + (beforeThat * beforeThat) - (coefficient * previous * beforeThat);
        return 2 * Math.Sqrt(power) / samples.Count;
    }
}
