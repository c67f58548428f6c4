using System.Buffers.Binary;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Browser;

/// <summary>Writes what the caller says as the WAV file that Chromium's fake microphone plays: 48 kHz, 16 bit, mono.</summary>
internal static class MicrophoneFile
{
    private const int Rate = 48_000;
    private const int HeaderBytes = 44;

    public static string Silence(string folder) => Write(folder, []);

    /// <summary>Digital silence, then one of <c>Clients/Speech</c>, then silence.</summary>
    public static string Speech(string folder, string name, TimeSpan after)
    {
        var wav = File.ReadAllBytes(RepositoryRoot.Combine("EdgeVoice.Tests", "Clients", "Speech", $"{name}.wav"));
        Assert.Equal(Rate / 2, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(24)));
        var data = wav.AsSpan().IndexOf("data"u8) + 8;
        var speech = new short[(wav.Length - data) / sizeof(short)];
        Buffer.BlockCopy(wav, data, speech, 0, speech.Length * sizeof(short));
        return Write(folder, [.. new short[(int)(after.TotalSeconds * Rate)], .. Doubled(speech)]);
    }

    private static IEnumerable<short> Doubled(short[] samples)
    {
        for (var index = 0; index < samples.Length; index++)
        {
            var next = samples[Math.Min(index + 1, samples.Length - 1)];
            yield return samples[index];
            yield return (short)((samples[index] + next) / 2);
        }
    }

    private static string Write(string folder, short[] samples)
    {
        // Chromium wants more than an empty file; after its end the microphone is silent.
        short[] all = [.. samples, .. new short[Rate]];
        var bytes = new byte[HeaderBytes + (all.Length * sizeof(short))];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), Rate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), all.Length * sizeof(short));
        Buffer.BlockCopy(all, 0, bytes, HeaderBytes, all.Length * sizeof(short));
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.wav");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
