using System.Text;

namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>Picks warnings and errors out of the core's log batches, which hold every trace record.</summary>
internal static class NativeLogReader
{
    private const ulong Error = 0;
    private const ulong Warning = 1;

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
            write(level == Error ? LogLevel.Error : LogLevel.Warning, Encoding.UTF8.GetString(target), Redaction.Clean(Encoding.UTF8.GetString(message)));
        }
    }
}
