using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>
/// Requests as they came, appended to files of limited size; the oldest file is deleted when all together are over the limit.
/// A record is length, checksum and bytes. What a crash left half written is found by its checksum and cut off. One writer.
/// </summary>
internal sealed class SegmentLog(string folder, string name, long limit) : IDisposable
{
    private const int HeaderBytes = 8;
    private const int Segments = 16;

    private FileStream? _current;
    private long _bytes;
    private long _droppedBytes;
    private int _number;

    public Counter Counter => new(Interlocked.Read(ref _bytes), limit, Interlocked.Read(ref _droppedBytes));

    /// <summary>Makes the log ready for writing.</summary>
    /// <returns>The files that are there, oldest first. They are not written to any more, so that they can be read meanwhile.</returns>
    public IReadOnlyList<string> Open()
    {
        Directory.CreateDirectory(folder);
        var files = Files();
        _number = files.Length == 0 ? 0 : Number(files[^1]);
        Interlocked.Exchange(ref _bytes, files.Sum(file => new FileInfo(file).Length));
        return files;
    }

    /// <summary>What is in a file, oldest first; its damaged end is cut off.</summary>
    /// <returns>Nothing when the file had to go to make room.</returns>
    /// <exception cref="IOException">The disk does not let us.</exception>
    public List<ReadOnlyMemory<byte>> Read(string file)
    {
        List<ReadOnlyMemory<byte>> records = [];
        try
        {
            var content = File.ReadAllBytes(file);
            var at = 0;
            while (TryRead(content, at) is { } record)
            {
                at += HeaderBytes + record.Length;
                records.Add(record);
            }

            if (at < content.Length)
            {
                using var damaged = new FileStream(file, FileMode.Open, FileAccess.Write);
                damaged.SetLength(at);
                Interlocked.Add(ref _bytes, at - content.Length);
                Interlocked.Add(ref _droppedBytes, content.Length - at);
            }
        }
        catch (FileNotFoundException)
        {
            // Counted as dropped by whoever deleted it.
        }

        return records;
    }

    /// <exception cref="IOException">The disk is full or gone; the log can be written to again once it is back.</exception>
    public void Append(ReadOnlySpan<byte> record)
    {
        if (record.Length + HeaderBytes > limit / 2)
        {
            Interlocked.Add(ref _droppedBytes, record.Length);
            return;
        }

        var file = Current(record.Length + HeaderBytes);
        var start = file.Length;
        try
        {
            Span<byte> header = stackalloc byte[HeaderBytes];
            BinaryPrimitives.WriteInt32LittleEndian(header, record.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Checksum(record));
            file.Write(header);
            file.Write(record);
            file.Flush();
        }
        catch (IOException)
        {
            Cut(file, start);
            throw;
        }

        Interlocked.Add(ref _bytes, record.Length + HeaderBytes);
    }

    public void Clear()
    {
        _current?.Dispose();
        _current = null;
        foreach (var file in Files())
        {
            File.Delete(file);
        }

        Interlocked.Exchange(ref _bytes, 0);
    }

    public void Dispose() => _current?.Dispose();

    /// <summary>Deletes from the oldest until there is room.</summary>
    private void MakeRoom(int bytes)
    {
        if (_bytes + bytes <= limit)
        {
            return;
        }

        foreach (var oldest in Files())
        {
            if (oldest == _current?.Name)
            {
                _current.Dispose();
                _current = null;
            }

            var size = new FileInfo(oldest).Length;
            File.Delete(oldest);
            Interlocked.Add(ref _droppedBytes, size);
            if (Interlocked.Add(ref _bytes, -size) + bytes <= limit)
            {
                return;
            }
        }
    }

    private FileStream Current(int bytes)
    {
        MakeRoom(bytes);
        if (_current is { } open && open.Length + bytes <= Math.Max(limit / Segments, bytes))
        {
            return open;
        }

        _current?.Dispose();
        _current = null;
        Directory.CreateDirectory(folder);
        return _current = new FileStream(Path.Combine(Path.GetFullPath(folder), $"{name}-{++_number:D8}.seg"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024);
    }

    // A record without its end would hide every one behind it.
    private static void Cut(FileStream file, long length)
    {
        try
        {
            file.SetLength(length);
            file.Position = length;
        }
        catch (IOException)
        {
            // The checksum will find it.
        }
    }

    private static ReadOnlyMemory<byte>? TryRead(byte[] content, int at)
    {
        if (content.Length - at < HeaderBytes)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(at));
        if (length <= 0 || length > content.Length - at - HeaderBytes)
        {
            return null;
        }

        var record = content.AsMemory(at + HeaderBytes, length);
        return Checksum(record.Span) == BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(at + 4)) ? record : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(bytes.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }

    private string[] Files() => Directory.Exists(folder) ? [.. Directory.GetFiles(Path.GetFullPath(folder), $"{name}-*.seg").OrderBy(Number)] : [];

    private static int Number(string file) =>
        int.TryParse(Path.GetFileNameWithoutExtension(file).Split('-')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
