using EdgeVoice.RealtimeEmulator.Audio;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;

namespace EdgeVoice.Tests.RealtimeEmulator.Audio;

public sealed class G711Tests
{
    [Fact]
    public void EncodeMuLaw_KnownValues_MatchTheRecommendation()
    {
        Assert.Equal([0xFF, 0x80, 0x00, 0xF0], new short[] { 0, 32767, -32768, 120 }.Select(G711.EncodeMuLaw));
        Assert.Equal([0, 32124, -32124], new byte[] { 0xFF, 0x80, 0x00 }.Select(G711.DecodeMuLaw));
    }

    [Fact]
    public void EncodeALaw_KnownValues_MatchTheRecommendation()
    {
        Assert.Equal([0xD5, 0xAA, 0x2A], new short[] { 0, 32767, -32768 }.Select(G711.EncodeALaw));
        Assert.Equal([8, -8, 32256, -32256], new byte[] { 0xD5, 0x55, 0xAA, 0x2A }.Select(G711.DecodeALaw));
    }

    [Fact]
    public void Codes_DecodedAndEncoded_AreTheSameAgain()
    {
        for (var code = 0; code <= 255; code++)
        {
            Assert.Equal((byte)code, G711.EncodeALaw(G711.DecodeALaw((byte)code)));
            // 0x7F is minus zero, which becomes zero.
            Assert.Equal(code == 0x7F ? 0xFF : code, G711.EncodeMuLaw(G711.DecodeMuLaw((byte)code)));
        }
    }

    [Fact]
    public void Encode_SpeechBandAndAbove_KeepsTheOneAndDropsTheOther()
    {
        Assert.Equal(-15, Level(AudioFormat.MuLaw.Decode(AudioFormat.MuLaw.Encode(TestAudio.Tone(500, 1000)))), 0.5);
        Assert.True(Level(AudioFormat.MuLaw.Decode(AudioFormat.MuLaw.Encode(TestAudio.Tone(500, 5500)))) < -45);
    }

    private static double Level(short[] samples) => 10 * Math.Log10(samples.Skip(200).SkipLast(200).Average(sample => (double)sample * sample) / (32768.0 * 32768));
}
