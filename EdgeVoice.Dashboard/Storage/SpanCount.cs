namespace EdgeVoice.Dashboard.Storage;

/// <summary>
/// Counts the spans of an encoded <c>ExportTraceServiceRequest</c> without decoding them: lengths are read, what they enclose is
/// passed over. https://protobuf.dev/programming-guides/encoding/
/// </summary>
internal static class SpanCount
{
    // resource_spans = 1, scope_spans = 2, spans = 2.
    private static readonly int[] s_path = [1, 2, 2];

    /// <returns>What could be counted up to the first byte that is no protobuf.</returns>
    public static int Of(ReadOnlySpan<byte> request) => Count(request, s_path);

    private static int Count(ReadOnlySpan<byte> message, ReadOnlySpan<int> path)
    {
        var count = 0;
        while (TryVarint(ref message, out var tag) && TryField(ref message, (int)(tag & 7), out var body))
        {
            if ((tag & 7) == 2 && (int)(tag >> 3) == path[0])
            {
                count += path.Length == 1 ? 1 : Count(body, path[1..]);
            }
        }

        return count;
    }

    private static bool TryField(ref ReadOnlySpan<byte> message, int wireType, out ReadOnlySpan<byte> body)
    {
        body = default;
        var length = wireType switch { 1 => 8UL, 5 => 4UL, _ => 0UL };
        if (wireType is not (0 or 1 or 2 or 5) || (wireType is 0 && !TryVarint(ref message, out _)) || (wireType is 2 && !TryVarint(ref message, out length)) || length > (ulong)message.Length)
        {
            return false;
        }

        body = message[..(int)length];
        message = message[(int)length..];
        return true;
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (var index = 0; index < message.Length && index < 10; index++)
        {
            value |= (ulong)(message[index] & 0x7F) << (7 * index);
            if (message[index] < 0x80)
            {
                message = message[(index + 1)..];
                return true;
            }
        }

        return false;
    }
}
