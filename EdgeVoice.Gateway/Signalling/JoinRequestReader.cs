using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace EdgeVoice.Gateway.Signalling;

/// <summary>
/// Reads the one field of <c>/rtc/v1</c>'s <c>join_request</c> that matters here: base64url of
/// WrappedJoinRequest { 1: compression (0 none, 1 gzip), 2: bytes JoinRequest { 7: bool reconnect } }.
/// </summary>
internal static class JoinRequestReader
{
    /// <summary>Characters of the parameter; a full SDP offer takes about 10 000 uncompressed.</summary>
    public const int MaxEncodedLength = 48 * 1024;

    // Stops a small parameter from growing without bound.
    private const int MaxInflatedBytes = 256 * 1024;
    private const int Gzip = 1;

    /// <returns>False when the parameter is not a join request.</returns>
    public static bool TryReadReconnect(string encoded, out bool reconnect)
    {
        reconnect = false;
        if (encoded.Length > MaxEncodedLength || !TryDecode(encoded, out var wrapped))
        {
            return false;
        }

        var compression = 0UL;
        ReadOnlySpan<byte> inner = [];
        var reader = new ProtobufReader(wrapped);
        while (reader.TryReadField(out var field))
        {
            if (field.Number == 1 && field.IsVarint)
            {
                compression = field.Value;
            }
            else if (field.Number == 2 && field.IsBytes)
            {
                inner = field.Bytes;
            }
        }

        if (reader.Failed || compression > Gzip)
        {
            return false;
        }

        byte[]? inflated = null;
        if (compression == Gzip && !TryInflate(inner, out inflated))
        {
            return false;
        }

        return TryReadFlag(inflated ?? inner, out reconnect);
    }

    private static bool TryReadFlag(ReadOnlySpan<byte> joinRequest, out bool reconnect)
    {
        reconnect = false;
        var reader = new ProtobufReader(joinRequest);
        while (reader.TryReadField(out var field))
        {
            if (field.Number == 7 && field.IsVarint)
            {
                reconnect = field.Value != 0;
            }
        }

        return !reader.Failed;
    }

    // The SDKs differ in alphabet and padding: the browser writes URL-safe characters, others may not.
    private static bool TryDecode(string encoded, out byte[] bytes)
    {
        bytes = [];
        var normal = Encoding.UTF8.GetBytes(encoded.TrimEnd('=').Replace('+', '-').Replace(' ', '-').Replace('/', '_'));
        if (!Base64Url.IsValid(normal))
        {
            return false;
        }

        bytes = Base64Url.DecodeFromUtf8(normal);
        return true;
    }

    private static bool TryInflate(ReadOnlySpan<byte> compressed, out byte[] inflated)
    {
        inflated = [];
        var buffer = new byte[MaxInflatedBytes];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
            var length = gzip.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length == buffer.Length)
            {
                return false;
            }

            inflated = buffer[..length];
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
