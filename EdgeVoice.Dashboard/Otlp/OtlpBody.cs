using System.Buffers;
using System.IO.Compression;

namespace EdgeVoice.Dashboard.Otlp;

/// <summary>Reads a request's body, unpacked and never more than the limit: a zip bomb costs no more than an honest request.</summary>
internal static class OtlpBody
{
    private const int ChunkBytes = 64 * 1024;

    // Head and trailer of a member with nothing in it (RFC 1952).
    private const int LeastGzipBytes = 20;

    // A body may have several members, and .NET's GZipStream takes one that is cut off for a complete one. A member of our own behind
    // them is found only where the last one before it is whole.
    private static readonly byte[] s_mark = "\u0003end of body"u8.ToArray();
    private static readonly byte[] s_end = Pack(s_mark);

    /// <exception cref="OtlpTooLargeException">More than <paramref name="limit"/> bytes unpacked.</exception>
    /// <exception cref="OtlpFormatException">Not gzip, or cut off, or an unknown encoding.</exception>
    public static async Task<byte[]> ReadAsync(Stream body, string? encoding, int limit, CancellationToken cancellationToken)
    {
        // Names of codings are case-insensitive, and x-gzip is gzip (RFC 9110, 8.4.1).
        switch (encoding?.Trim().ToLowerInvariant())
        {
            case null or "" or "identity":
                return await ReadAllAsync(body, limit, cancellationToken).ConfigureAwait(false);
            case "gzip" or "x-gzip":
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

    private static async Task<byte[]> UnpackAsync(byte[] packed, int limit, CancellationToken cancellationToken)
    {
        try
        {
            using var source = new MemoryStream([.. packed, .. s_end], writable: false);
            var gzip = new GZipStream(source, CompressionMode.Decompress);
            await using (gzip.ConfigureAwait(false))
            {
                var content = await ReadAllAsync(gzip, limit, cancellationToken, s_mark.Length).ConfigureAwait(false);
                return packed.Length >= LeastGzipBytes && content.AsSpan().EndsWith(s_mark) ? content[..^s_mark.Length] : throw new OtlpFormatException("The gzip body is cut off.");
            }
        }
        catch (InvalidDataException exception)
        {
            throw new OtlpFormatException("The body is not gzip, or it is damaged.", exception);
        }
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream, int limit, CancellationToken cancellationToken, int more = 0)
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
            if (content.WrittenCount > limit + more)
            {
                throw new OtlpTooLargeException(limit);
            }
        }
    }
}
