using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Reads spool files, also those of a process that died in the middle of a line.</summary>
internal static class SpoolReader
{
    private const int FirstChunk = 1 << 20;

    /// <summary>Reads up to <paramref name="limit"/> entries between two positions, in bytes.</summary>
    public static SpoolRead Read(SafeFileHandle handle, long offset, long length, int limit)
    {
        var bytes = ReadLines(handle, offset, length);
        var entries = new List<JournalEntry>();
        var damaged = new List<DamagedLine>();
        var position = 0;
        while (position < bytes.Length && entries.Count < limit)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', position);
            var line = bytes.AsSpan(position, (end < 0 ? bytes.Length : end) - position);
            if (end >= 0 && Parse(line) is { } entry)
            {
                entries.Add(entry);
            }
            else if (!line.IsEmpty)
            {
                damaged.Add(new DamagedLine(offset + position, line.ToArray()));
            }

            position = end < 0 ? bytes.Length : end + 1;
        }

        return new SpoolRead(entries, offset + position, damaged);
    }

    /// <summary>Whole lines from the offset on, or all that is left when the file ends without a newline.</summary>
    private static byte[] ReadLines(SafeFileHandle handle, long offset, long length)
    {
        for (var size = (long)FirstChunk; ; size *= 2)
        {
            var bytes = new byte[Math.Min(size, length - offset)];
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), offset + read) is var count and > 0)
            {
                read += count;
            }

            if (offset + read >= length || read < bytes.Length)
            {
                return bytes[..read];
            }

            if (Array.LastIndexOf(bytes, (byte)'\n') is var last and >= 0)
            {
                return bytes[..(last + 1)];
            }
        }
    }

    private static JournalEntry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JournalJson.Read(line);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
