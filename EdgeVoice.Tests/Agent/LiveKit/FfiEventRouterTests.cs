using System.Text;
using EdgeVoice.Agent.LiveKit.Native;
using EdgeVoice.Agent.LiveKit.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Agent.LiveKit;

public sealed class FfiEventRouterTests
{
    private readonly List<ulong> _dropped = [];
    private readonly FfiEventRouter _router;

    public FfiEventRouterTests() => _router = new FfiEventRouter(handle =>
    {
        _dropped.Add(handle);
        return true;
    });

    [Fact]
    public void Dispatch_OfEventsThatNobodyTakes_DropsWhatTheyOwn()
    {
        FfiEvent[] events =
        [
            new() { RoomEvent = new() { RoomHandle = 9, TrackSubscribed = new() { Track = new() { Handle = new() { Id = 1 }, Info = new() } } } },
            new() { RoomEvent = new() { RoomHandle = 9, ParticipantConnected = new() { Info = new() { Handle = new() { Id = 2 } } } } },
            new() { RoomEvent = new() { RoomHandle = 9, TextStreamOpened = new() { Reader = new() { Handle = new() { Id = 3 } } } } },
            new() { RoomEvent = new() { RoomHandle = 9, DataPacketReceived = new() { User = new() { Data = new() { Handle = new() { Id = 4 } } } } } },
            new() { PublishTrack = new() { AsyncId = 77, Publication = new() { Handle = new() { Id = 5 } } } },
            new() { Connect = new() { AsyncId = 78, Result = new() { Room = new() { Handle = new() { Id = 7 } }, LocalParticipant = new() { Handle = new() { Id = 6 } } } } },
        ];

        foreach (var ffiEvent in events)
        {
            _router.Dispatch(ffiEvent.ToByteArray());
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], _dropped);
    }

    [Fact]
    public async Task Dispatch_OfAnAnswer_GoesToItsRequestAndLateOnesAreDropped()
    {
        var (kept, abandoned) = (_router.Expect(1), _router.Expect(2));
        abandoned.TryAbandon(new CancellationToken(canceled: true));

        _router.Dispatch(Published(asyncId: 1, handle: 10));
        _router.Dispatch(Published(asyncId: 2, handle: 20));

        Assert.Equal(10ul, (await kept.Answer).PublishTrack.Publication.Handle.Id);
        Assert.Equal([20], _dropped);
        Assert.Equal(0, _router.Count);
    }

    [Fact]
    public void Dispatch_OfLogs_PassesWarningsOnWithoutTokens()
    {
        var seen = new List<(LogLevel, string, string)>();
        _router.Logged += (level, target, message) => seen.Add((level, target, message));

        _router.Dispatch(Logs((4, "trace"), (1, "failed: ws://h/rtc?access_token=eyJh.b-c.d&x=1"), (0, "Bearer eyJhbGci.eyJ0.sig")));

        Assert.Equal([(LogLevel.Warning, "t", "failed: ws://h/rtc?access_token=[redacted]&x=1"), (LogLevel.Error, "t", "Bearer [redacted]")], seen);
    }

    /// <summary>As LiveKit's client core 0.12.80 has them.</summary>
    [Theory]
    [InlineData(0, "livekit::rtc_engine::rtc_session", "failed to negotiate the publisher: Rtc(RtcError { error_type: InvalidState, message: \"Failed to set local offer sdp: Called in wrong state: closed\" })", LogLevel.Debug)]
    [InlineData(0, "livekit::rtc_engine::rtc_session", "failed to send dc_event buffer_amount_change: SendError { .. }", LogLevel.Debug)]
    [InlineData(1, "livekit::rtc_engine::peer_transport", "peer connection is closed, cannot create offer", LogLevel.Debug)]
    [InlineData(1, "livekit_signaling", "dropping pass-through signal \u2014 no stream available", LogLevel.Debug)]
    [InlineData(0, "livekit::rtc_engine::rtc_session", "failed to negotiate the publisher: Rtc(RtcError { error_type: InvalidState, message: \"Failed to set local offer sdp: no m-lines\" })", LogLevel.Error)]
    [InlineData(1, "livekit_signaling", "dropping pass-through signal \u2014 send failed", LogLevel.Warning)]
    [InlineData(1, "libwebrtc::native::audio_stream", "native audio stream queue overflow; dropped 1 queued frames", LogLevel.Warning)]
    public void Dispatch_OfLogs_TakesAnOrdinaryPartingForNoTrouble(int level, string target, string message, LogLevel expected)
    {
        var seen = new List<(LogLevel, string)>();
        _router.Logged += (logged, _, text) => seen.Add((logged, text));

        _router.Dispatch(Logs(target, (level, message)));

        Assert.Equal([(expected, message)], seen);
    }

    [Fact]
    public async Task FailAll_EndsEveryWait()
    {
        var pending = _router.Expect(1);

        _router.FailAll(new FfiException("gone"));

        Assert.Equal("gone", (await Assert.ThrowsAsync<FfiException>(() => pending.Answer)).Message);
        Assert.Equal(0, _router.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Dispatch_OfRandomBytes_ThrowsNothingButAProtocolError(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = random.Next(3) == 0 ? Logs((1, "text")) : new byte[random.Next(1, 60)];
            random.NextBytes(bytes.AsSpan(Math.Min(bytes.Length, random.Next(3))));

            try
            {
                _router.Dispatch(bytes);
            }
            catch (InvalidProtocolBufferException)
            {
                // What the callback reports.
            }
        }
    }

    private static byte[] Published(ulong asyncId, ulong handle) =>
        new FfiEvent { PublishTrack = new() { AsyncId = asyncId, Publication = new() { Handle = new() { Id = handle } } } }.ToByteArray();

    private static byte[] Logs(params (int Level, string Message)[] records) => Logs("t", records);

    private static byte[] Logs(string target, params (int Level, string Message)[] records)
    {
        var batch = records.SelectMany(record => Field(1, [0x08, (byte)record.Level, .. Field(2, Encoding.UTF8.GetBytes(target)), .. Field(6, Encoding.UTF8.GetBytes(record.Message))]));
        return Field(18, [.. batch]);
    }

    private static byte[] Field(int number, ReadOnlySpan<byte> content)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }
}
