namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>One AudioStreamEvent: a received frame, whose samples lie in the core's memory until its handle is dropped, or the end.</summary>
internal readonly record struct AudioFrameNotice(ulong Stream, ulong Frame, ulong Data, int Channels, int SampleRate, int SamplesPerChannel, bool End)
{
    public static AudioFrameNotice Read(ReadOnlySpan<byte> message)
    {
        var notice = default(AudioFrameNotice);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            notice = reader.Field switch
            {
                1 => notice with { Stream = reader.Number },
                2 => ReadFrame(notice, Nested(reader.Bytes, 1)),
                3 => notice with { End = true },
                _ => notice,
            };
        }

        return notice;
    }

    private static AudioFrameNotice ReadFrame(AudioFrameNotice notice, ReadOnlySpan<byte> owned)
    {
        var reader = new WireReader(Nested(owned, 2));
        while (reader.Next())
        {
            notice = reader.Field switch
            {
                1 => notice with { Data = reader.Number },
                2 => notice with { Channels = (int)reader.Number },
                3 => notice with { SampleRate = (int)reader.Number },
                4 => notice with { SamplesPerChannel = (int)reader.Number },
                _ => notice,
            };
        }

        var handle = new WireReader(Nested(owned, 1));
        while (handle.Next())
        {
            notice = handle.Field == 1 ? notice with { Frame = handle.Number } : notice;
        }

        return notice;
    }

    private static ReadOnlySpan<byte> Nested(ReadOnlySpan<byte> message, int field)
    {
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader.Field == field)
            {
                return reader.Bytes;
            }
        }

        return default;
    }
}
