using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeVoice.Dashboard.Audio;

/// <summary>A WAV file (16-bit) that is made while it is read, so that an hour of call needs no memory. Seekable for byte ranges.</summary>
internal sealed class WavStream(LaneReader[] lanes, long fromNs, long frames) : Stream
{
    private const int HeaderBytes = 44;
    private const int BytesPerSample = 2;
    private const int MaxFrames = 8_192;

    private readonly int _frameBytes = BytesPerSample * lanes.Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => HeaderBytes + (frames * _frameBytes);

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        if (Position < HeaderBytes)
        {
            var header = Header().AsSpan((int)Position);
            var part = Math.Min(header.Length, buffer.Length);
            header[..part].CopyTo(buffer);
            Position += part;
            return part;
        }

        var data = Position - HeaderBytes;
        var first = data / _frameBytes;
        var skip = (int)(data % _frameBytes);
        var wanted = (int)Math.Min(Math.Min(frames - first, MaxFrames), ((buffer.Length + skip) / _frameBytes) + 1);
        var bytes = Frames(first, wanted).AsSpan(skip);
        var copied = Math.Min(bytes.Length, buffer.Length);
        bytes[..copied].CopyTo(buffer);
        Position += copied;
        return copied;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var lane in lanes)
            {
                lane.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private byte[] Frames(long first, int count)
    {
        var mixed = new short[count * lanes.Length];
        var one = new short[count];
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane].Read(fromNs + LaneReader.Ns(first), one);
            for (var frame = 0; frame < count; frame++)
            {
                mixed[(frame * lanes.Length) + lane] = one[frame];
            }
        }

        return MemoryMarshal.AsBytes(mixed.AsSpan()).ToArray();
    }

    private byte[] Header()
    {
        var header = new byte[HeaderBytes];
        var data = (uint)Math.Min(frames * _frameBytes, uint.MaxValue - HeaderBytes);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), data + HeaderBytes - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), (short)lanes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), AudioStore.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), AudioStore.SampleRate * _frameBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), (short)_frameBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 8 * BytesPerSample);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), data);
        return header;
    }
}
