using System.Text;

namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>Picks warnings and errors out of the core's log batches, which hold every trace record. Those of an ordinary parting are neither.</summary>
internal static class NativeLogReader
{
    private const ulong Error = 0;
    private const ulong Warning = 1;

    // Said when a room is left, in the middle of a negotiation or with something still to send: its connection is closed, as was asked for.
    private static readonly (string Target, string Begin, string Reason)[] s_partings =
    [
        ("livekit::rtc_engine::rtc_session", "failed to ", "Called in wrong state: closed"),
        ("livekit::rtc_engine::rtc_session", "failed to ", "PeerConnection is closed"),
        ("livekit::rtc_engine::rtc_session", "failed to send dc_event ", "SendError"),
        ("livekit::rtc_engine::peer_transport", "peer connection is closed", "cannot create offer"),
        ("livekit_signaling", "dropping pass-through signal ", "no stream available"),
    ];

    public static void Read(ReadOnlySpan<byte> batch, Action<LogLevel, string, string> write)
    {
        var records = new WireReader(batch);
        while (records.Next())
        {
            if (records.Field == 1)
            {
                ReadRecord(records.Bytes, write);
            }
        }
    }

    private static void ReadRecord(ReadOnlySpan<byte> record, Action<LogLevel, string, string> write)
    {
        var level = Error;
        var target = ReadOnlySpan<byte>.Empty;
        var message = ReadOnlySpan<byte>.Empty;
        var fields = new WireReader(record);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1:
                    level = fields.Number;
                    break;
                case 2:
                    target = fields.Bytes;
                    break;
                case 6:
                    message = fields.Bytes;
                    break;
            }
        }

        if (level <= Warning)
        {
            var (from, text) = (Encoding.UTF8.GetString(target), Encoding.UTF8.GetString(message));
            write(IsParting(from, text) ? LogLevel.Debug : level == Error ? LogLevel.Error : LogLevel.Warning, from, Redaction.Clean(text));
        }
    }

    private static bool IsParting(string target, string message) => Array.Exists(s_partings, parting =>
        target == parting.Target && message.StartsWith(parting.Begin, StringComparison.Ordinal) && message.Contains(parting.Reason, StringComparison.Ordinal));
}
