using System.Buffers.Text;
using System.IO.Compression;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Writes <c>join_request</c> parameters as the SDKs do, byte by byte.</summary>
internal static class JoinRequests
{
    // client_info { sdk: JS, version } and connection_settings { auto_subscribe } as filling; field 7 is `reconnect`.
    private static readonly byte[] s_filling = [0x0a, 0x08, 0x08, 0x01, 0x12, 0x04, 0x32, 0x2e, 0x32, 0x33, 0x12, 0x02, 0x08, 0x01];

    public static string Create(bool reconnect, bool gzip = false)
    {
        byte[] inner = reconnect ? [.. s_filling, 0x38, 0x01] : s_filling;
        return Wrap(gzip ? Compress(inner) : inner, gzip ? 1 : 0);
    }

    public static string Wrap(byte[] inner, int compression)
    {
        List<byte> wrapped = compression == 0 ? [] : [0x08, (byte)compression];
        wrapped.Add(0x12);
        for (var length = (uint)inner.Length; ; length >>= 7)
        {
            wrapped.Add((byte)(length > 0x7f ? (length & 0x7f) | 0x80 : length));
            if (length <= 0x7f)
            {
                break;
            }
        }

        return Base64Url.EncodeToString([.. wrapped, .. inner]);
    }

    public static byte[] Compress(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }
}
