using System.Buffers.Binary;

namespace EdgeVoice.Agent.Audio;

/// <summary>Reads RIFF WAVE files in the agent's own format.</summary>
internal static class WavFile
{
    private const int HeaderLength = 12;

    /// <returns>24 kHz mono signed 16-bit samples, little endian.</returns>
    /// <exception cref="InvalidOperationException">The file is missing or in another format.</exception>
    public static byte[] ReadPcm(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"{path} is missing: build the agent again");
        }

        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        var right = false;
        for (var offset = HeaderLength; offset + 8 <= file.Length;)
        {
            var id = file.Slice(offset, 4);
            var length = Math.Min(BinaryPrimitives.ReadInt32LittleEndian(file[(offset + 4)..]), file.Length - offset - 8);
            var chunk = file.Slice(offset + 8, Math.Max(0, length));
            if (id.SequenceEqual("fmt "u8) && chunk.Length >= 16)
            {
                right = BinaryPrimitives.ReadInt16LittleEndian(chunk) == 1
                    && BinaryPrimitives.ReadInt16LittleEndian(chunk[2..]) == PcmFormat.Channels
                    && BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]) == PcmFormat.SampleRate
                    && BinaryPrimitives.ReadInt16LittleEndian(chunk[14..]) == 16;
            }
            else if (id.SequenceEqual("data"u8) && right)
            {
                return chunk.ToArray();
            }

            offset += 8 + length + (length & 1);
        }

        throw new InvalidOperationException($"{path} is not 24 kHz mono 16-bit PCM");
    }
}
