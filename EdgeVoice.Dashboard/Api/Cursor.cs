using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace EdgeVoice.Dashboard.Api;

/// <summary>How far a caller has read. Opaque outside, so that it can change.</summary>
internal static class Cursor
{
    public static string Write(int offset) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(offset.ToString(CultureInfo.InvariantCulture)));

    public static bool TryRead(string cursor, out int offset)
    {
        offset = 0;
        return cursor.Length <= 20 && Base64Url.IsValid(cursor) &&
            int.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)), NumberStyles.None, CultureInfo.InvariantCulture, out offset);
    }
}
