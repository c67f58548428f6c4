using System.Buffers;
using System.IO.Compression;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>Reads a request's body, unpacked and never more than the limit: a zip bomb costs no more than an honest request.</summary>
internal static class OtlpBody
{
    private const int ChunkBytes = 64 * 1024;

    /// <exception cref="OtlpTooLargeException">More than <paramref name="limit"/> bytes unpacked.</exception>
    /// <exception cref="OtlpFormatException">Not gzip, or cut off, or an unknown encoding.</exception>
    public static async Task<byte[]> ReadAsync(Stream body, string? encoding, int limit, CancellationToken cancellationToken)
    {
        switch (encoding)
        {
            case null or "" or "identity":
                return await ReadAllAsync(body, limit, cancellationToken).ConfigureAwait(false);
            case "gzip":
                // Packed first: the end of the packed bytes tells a truncated body from a complete one.
                var packed = await ReadAllAsync(body, limit, cancellationToken).ConfigureAwait(false);
                return await UnpackAsync(packed, limit, cancellationToken).ConfigureAwait(false);
            default:
                throw new OtlpFormatException($"Content-Encoding '{encoding}' is not known: use gzip or none.");
        }
    }

    /// <summary>Reads what is left and forgets it; Kestrel's own limit ends the patience.</summary>
    public static async Task DrainAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[ChunkBytes];
        try
        {
            while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is IOException or BadHttpRequestException)
        {
            // It gave up first, or went on for too long.
        }
    }

    public static async Task<byte[]> UnpackAsync(byte[] packed, int limit, CancellationToken cancellationToken)
    {
        try
        {
            using var source = new MemoryStream(packed, writable: false);
            var gzip = new GZipStream(source, CompressionMode.Decompress);
            await using (gzip.ConfigureAwait(false))
            {
                var content = await ReadAllAsync(gzip, limit, cancellationToken).ConfigureAwait(false);
                return IsWhole(packed, content.Length) ? content : throw new OtlpFormatException("The gzip body is cut off.");
            }
        }
        catch (InvalidDataException exception)
        {
            throw new OtlpFormatException("The body is not gzip, or it is damaged.", exception);
        }
    }

    // .NET's GZipStream takes a truncated body for a complete one; its last four bytes are the length that was packed (RFC 1952).
    private static bool IsWhole(byte[] packed, int length) =>
        packed.Length >= 18 && System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(packed.Length - 4)) == (uint)length;

    private static async Task<byte[]> ReadAllAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        var content = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await stream.ReadAsync(content.GetMemory(ChunkBytes), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return content.WrittenSpan.ToArray();
            }

            content.Advance(read);
            if (content.WrittenCount > limit)
            {
                throw new OtlpTooLargeException(limit);
            }
        }
    }
}
