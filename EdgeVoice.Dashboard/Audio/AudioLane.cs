using System.Buffers.Binary;

namespace EdgeVoice.Dashboard.Audio;

/// <summary>
/// One side of a call as a file of chunks (start in nanoseconds, samples, µ-law bytes). Chunks that never came are gaps, not shifts.
/// </summary>
internal sealed class AudioLane(string file)
{
    private const int HeaderBytes = 12;

    // An hour and a half in pieces of 250 ms: what a lane can hold in memory as an index.
    private const int MaxChunks = 22_000;

    private readonly List<AudioChunk> _chunks = [];

    public long Bytes { get; private set; }

    public IReadOnlyList<AudioChunk> Chunks => _chunks;

    public void Load()
    {
        using var content = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        Span<byte> header = stackalloc byte[HeaderBytes];
        while (content.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes)
        {
            var samples = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
            if (samples <= 0 || content.Position + samples > content.Length)
            {
                break;
            }

            _chunks.Add(new AudioChunk(BinaryPrimitives.ReadInt64LittleEndian(header), samples, content.Position));
            Bytes = content.Position + samples;
            content.Position = Bytes;
        }

        content.SetLength(Bytes);
        _chunks.Sort((left, right) => left.StartNs.CompareTo(right.StartNs));
    }

    /// <returns>False when it was here already or there is no room for its index.</returns>
    public bool Append(long startNs, ReadOnlySpan<byte> samples)
    {
        var at = _chunks.BinarySearch(new AudioChunk(startNs, 0, 0), Comparer<AudioChunk>.Create((left, right) => left.StartNs.CompareTo(right.StartNs)));
        if (at >= 0 || _chunks.Count >= MaxChunks)
        {
            return false;
        }

        using var content = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        content.Position = Bytes;
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteInt64LittleEndian(header, startNs);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], samples.Length);
        content.Write(header);
        content.Write(samples);
        _chunks.Insert(~at, new AudioChunk(startNs, samples.Length, Bytes + HeaderBytes));
        Bytes += HeaderBytes + samples.Length;
        return true;
    }

    public FileStream Open() => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
