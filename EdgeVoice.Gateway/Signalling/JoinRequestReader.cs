using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using EdgeVoice.Gateway.Signalling.Wire;
using Google.Protobuf;

namespace EdgeVoice.Gateway.Signalling;

/// <summary>Reads the one field of <c>/rtc/v1</c>'s <c>join_request</c> that matters here: base64url of a WrappedJoinRequest.</summary>
internal static class JoinRequestReader
{
    /// <summary>Characters of the parameter; a full SDP offer takes about 10 000 uncompressed.</summary>
    public const int MaxEncodedLength = 48 * 1024;

    // Stops a small parameter from growing without bound.
    private const int MaxInflatedBytes = 256 * 1024;

    private static readonly MessageParser<WrappedJoinRequest> s_wrapped = WrappedJoinRequest.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<JoinRequest> s_request = JoinRequest.Parser.WithDiscardUnknownFields(true);

    /// <returns>False when the parameter is not a join request.</returns>
    public static bool TryReadReconnect(string encoded, out bool reconnect)
    {
        reconnect = false;
        if (encoded.Length > MaxEncodedLength || !TryDecode(encoded, out var bytes))
        {
            return false;
        }

        try
        {
            var wrapped = s_wrapped.ParseFrom(bytes);
            var request = wrapped.Compression switch
            {
                WrappedJoinRequest.Types.Compression.None => wrapped.JoinRequest.Memory,
                WrappedJoinRequest.Types.Compression.Gzip => Inflate(wrapped.JoinRequest),
                _ => throw new InvalidDataException("Compression is not known."),
            };
            reconnect = s_request.ParseFrom(request.Span).Reconnect;
            return true;
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException)
        {
            return false;
        }
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

    private static ReadOnlyMemory<byte> Inflate(ByteString compressed)
    {
        var buffer = new byte[MaxInflatedBytes];
        using var gzip = new GZipStream(new MemoryStream(compressed.ToByteArray()), CompressionMode.Decompress);
        var length = gzip.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length < buffer.Length ? buffer.AsMemory(0, length) : throw new InvalidDataException("Larger than a join request can be.");
    }
}
