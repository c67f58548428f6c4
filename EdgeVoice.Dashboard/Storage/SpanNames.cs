using System.Text;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>How the known tracers name the conversation that a span belongs to.</summary>
internal static class SpanNames
{
    private static readonly string[] s_session = ["gen_ai.conversation.id", "session.id", "conversation.id", "lk.room_name", "edgevoice.call.id"];

    private static readonly byte[][] s_sessionBytes = [.. s_session.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether an encoded request could hold a span of a conversation.</summary>
    public static bool MayHaveSession(ReadOnlySpan<byte> request)
    {
        foreach (var key in s_sessionBytes)
        {
            if (request.IndexOf(key) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public static string? Session(Span span) => Session(span.Attributes);

    public static string? Session(Attributes attributes)
    {
        foreach (var key in s_session)
        {
            if (attributes[key] is string { Length: > 0 and <= 200 } id)
            {
                return id;
            }
        }

        return null;
    }
}
