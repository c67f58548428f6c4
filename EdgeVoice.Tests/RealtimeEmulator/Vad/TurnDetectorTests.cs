using EdgeVoice.RealtimeEmulator.Vad;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Vad;

public sealed class TurnDetectorTests(SharedEmulator shared)
{
    private static readonly TurnDetection s_server = new(0.5, 300, 500, 500, null, true, true);

    public static TheoryData<string> Quiet => ["digital silence", "comfort noise", "steady noise -45 dB", "steady noise -38 dB", "constant offset", "one click"];

    [Theory]
    [MemberData(nameof(Quiet))]
    public void Add_NoSpeech_HearsNothing(string what)
    {
        var audio = what switch
        {
            "comfort noise" => TestAudio.Noise(5000, -62),
            "steady noise -45 dB" => TestAudio.Noise(5000, -45),
            "steady noise -38 dB" => TestAudio.Noise(5000, -38),
            "constant offset" => [.. Enumerable.Repeat((short)3000, 24000)],
            "one click" => TestAudio.Join(TestAudio.Silence(1000), TestAudio.Tone(15, 900, -6), TestAudio.Silence(1000)),
            _ => TestAudio.Silence(5000),
        };

        Assert.Empty(Hear(s_server, audio));
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(-20)]
    [InlineData(-32)]
    public void Add_ToneAtALevel_IsOneTurnWithExactEdges(double levelDb)
    {
        var audio = TestAudio.Join(TestAudio.Silence(1000), TestAudio.Tone(3000, 440, levelDb), TestAudio.Silence(1000));

        var signals = Hear(s_server, audio);

        Assert.Equal([TurnSignalKind.SpeechStarted, TurnSignalKind.SpeechStopped], signals.Select(signal => signal.Kind));
        Assert.Equal(700, signals[0].AtMs, 20.0);
        Assert.Equal(4500, signals[1].AtMs, 40.0);
        Assert.Equal(3000, signals[1].SpeechMs, 40.0);
    }

    [Theory]
    [InlineData(0, -100)]
    [InlineData(0, -55)]
    [InlineData(-12, -50)]
    public async Task Add_SpokenSentence_IsOneTurn(double gainDb, double noiseDb)
    {
        var emulator = await shared.StartAsync();
        var speech = await emulator.Speech.SpeakAsync("I would like a table for two tonight, please.", "echo", 1, TestContext.Current.CancellationToken);
        var padded = TestAudio.Join(TestAudio.Silence(1200), TestAudio.Scale(speech, gainDb), TestAudio.Silence(1200));

        var signals = Hear(s_server, TestAudio.Mix(padded, TestAudio.Noise(padded.Length / 24, noiseDb)));

        Assert.Equal([TurnSignalKind.SpeechStarted, TurnSignalKind.SpeechStopped], signals.Select(signal => signal.Kind));
        Assert.Equal(900, signals[0].AtMs, 120.0);
        Assert.Equal(1200 + (speech.Length / 24) + 500, signals[1].AtMs, 150.0);
    }

    [Fact]
    public void Add_PauseShorterThanSilenceDuration_StaysOneTurn()
    {
        var audio = TestAudio.Join(TestAudio.Tone(800), TestAudio.Silence(400), TestAudio.Tone(800), TestAudio.Silence(600), TestAudio.Tone(800), TestAudio.Silence(600));

        Assert.Equal(4, Hear(s_server, audio).Count);
    }

    [Fact]
    public void Add_NoiseThatStartsLater_DoesNotHoldTheTurnForEver()
    {
        var audio = TestAudio.Mix(
            TestAudio.Join(TestAudio.Silence(3000), TestAudio.Tone(1000), TestAudio.Silence(12_000)),
            TestAudio.Join(TestAudio.Silence(3500), TestAudio.Noise(12_500, -42)));

        Assert.Equal([TurnSignalKind.SpeechStarted, TurnSignalKind.SpeechStopped], Hear(s_server, audio).Select(signal => signal.Kind));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(480)]
    [InlineData(100_000)]
    public void Add_AnyChunking_GivesTheSameTurns(int chunk)
    {
        var audio = TestAudio.Join(TestAudio.Silence(333), TestAudio.Tone(777), TestAudio.Silence(900), TestAudio.Tone(500), TestAudio.Silence(700));

        Assert.Equal(Hear(s_server, audio), Hear(s_server, audio, chunk));
    }

    [Fact]
    public void Add_SemanticEagerness_WaitsLongerForAPhraseThatStopsAtFullVoice()
    {
        var semantic = new TurnDetection(0.5, 300, 300, 2000, null, true, true);
        var falling = TestAudio.Join(TestAudio.Tone(900), TestAudio.Tone(120, 300, -22), TestAudio.Tone(120, 300, -27), TestAudio.Silence(3000));
        var abrupt = TestAudio.Join(TestAudio.Tone(1140), TestAudio.Silence(3000));

        Assert.Equal(1140 + 300, Hear(semantic, falling)[1].AtMs, 40.0);
        Assert.Equal(1140 + 2000, Hear(semantic, abrupt)[1].AtMs, 40.0);
    }

    private static List<TurnSignal> Hear(TurnDetection settings, short[] audio, int chunk = 2400)
    {
        var detector = new TurnDetector(TestAudio.Rate, settings, 0);
        var signals = new List<TurnSignal>();
        for (var at = 0; at < audio.Length; at += chunk)
        {
            signals.AddRange(detector.Add(audio.AsSpan(at, Math.Min(chunk, audio.Length - at))));
        }

        return signals;
    }
}
