using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>Takes the bytes of each event apart and hands the parts to whoever waits for them. Drops what nobody owns.</summary>
internal sealed class FfiEventRouter(Func<ulong, bool> dropHandle)
{
    private const int AudioStreamEvent = 4;
    private const int Logs = 18;

    private readonly ConcurrentDictionary<ulong, PendingRequest> _requests = new();
    private readonly ConcurrentDictionary<ulong, ICaptureSink> _captures = new();
    private readonly ConcurrentDictionary<ulong, IRoomEventSink> _rooms = new();
    private readonly ConcurrentDictionary<ulong, IAudioFrameSink> _streams = new();
    private long _lastId;

    public event Action<LogLevel, string, string>? Logged;

    public event Action<string>? Panicked;

    /// <summary>Requests under way and objects listened to.</summary>
    public int Count => _requests.Count + _captures.Count + _rooms.Count + _streams.Count;

    public ulong NextId() => (ulong)Interlocked.Increment(ref _lastId);

    public PendingRequest Expect(ulong id)
    {
        var request = new PendingRequest();
        _requests[id] = request;
        return request;
    }

    public void Expect(ulong id, ICaptureSink sink) => _captures[id] = sink;

    public void Forget(ulong id)
    {
        _requests.TryRemove(id, out _);
        _captures.TryRemove(id, out _);
    }

    public void AddRoom(ulong handle, IRoomEventSink sink) => _rooms[handle] = sink;

    public void RemoveRoom(ulong handle) => _rooms.TryRemove(handle, out _);

    public void AddStream(ulong handle, IAudioFrameSink sink) => _streams[handle] = sink;

    public void RemoveStream(ulong handle) => _streams.TryRemove(handle, out _);

    /// <summary>Ends every wait: the core is gone.</summary>
    public void FailAll(Exception exception)
    {
        foreach (var id in _requests.Keys)
        {
            if (_requests.TryRemove(id, out var request))
            {
                request.Fail(exception);
            }
        }

        foreach (var id in _captures.Keys)
        {
            if (_captures.TryRemove(id, out var capture))
            {
                capture.OnCaptured(exception.Message);
            }
        }
    }

    /// <exception cref="Google.Protobuf.InvalidProtocolBufferException">The bytes are not an event.</exception>
    public void Dispatch(ReadOnlySpan<byte> data)
    {
        // Frames (100 a second for each track) and log batches go around the message classes, which allocate.
        var reader = new WireReader(data);
        if (reader.Next() && reader.Field == AudioStreamEvent)
        {
            Dispatch(AudioFrameNotice.Read(reader.Bytes));
        }
        else if (reader.Field == Logs)
        {
            NativeLogReader.Read(reader.Bytes, (level, target, message) => Logged?.Invoke(level, target, message));
        }
        else
        {
            Dispatch(Wire.FfiEvent.Parser.ParseFrom(data));
        }
    }

    private unsafe void Dispatch(AudioFrameNotice notice)
    {
        _streams.TryGetValue(notice.Stream, out var sink);
        if (notice.End)
        {
            sink?.OnEnd();
        }

        if (notice.Frame == 0)
        {
            return;
        }

        try
        {
            if (sink is not null && notice.Data != 0)
            {
                sink.OnFrame(MemoryMarshal.CreateReadOnlySpan(ref *(short*)notice.Data, notice.SamplesPerChannel * notice.Channels));
            }
        }
        finally
        {
            dropHandle(notice.Frame);
        }
    }

    private void Dispatch(Wire.FfiEvent ffiEvent)
    {
        switch (ffiEvent.MessageCase)
        {
            case Wire.FfiEvent.MessageOneofCase.RoomEvent:
                if (_rooms.TryGetValue(ffiEvent.RoomEvent.RoomHandle, out var room))
                {
                    room.OnRoomEvent(ffiEvent.RoomEvent);
                    return;
                }

                break;
            case Wire.FfiEvent.MessageOneofCase.CaptureAudioFrame:
                if (_captures.TryRemove(ffiEvent.CaptureAudioFrame.AsyncId, out var capture))
                {
                    capture.OnCaptured(ffiEvent.CaptureAudioFrame.HasError ? ffiEvent.CaptureAudioFrame.Error : null);
                }

                return;
            case Wire.FfiEvent.MessageOneofCase.Panic:
                Panicked?.Invoke(ffiEvent.Panic.Message);
                return;
            default:
                if (_requests.TryRemove(AsyncId(ffiEvent), out var request) && request.TryComplete(ffiEvent))
                {
                    return;
                }

                break;
        }

        foreach (var handle in OwnedHandles.In(ffiEvent))
        {
            dropHandle(handle);
        }
    }

    private static ulong AsyncId(Wire.FfiEvent ffiEvent) => ffiEvent.MessageCase switch
    {
        Wire.FfiEvent.MessageOneofCase.Connect => ffiEvent.Connect.AsyncId,
        Wire.FfiEvent.MessageOneofCase.Disconnect => ffiEvent.Disconnect.AsyncId,
        Wire.FfiEvent.MessageOneofCase.PublishTrack => ffiEvent.PublishTrack.AsyncId,
        Wire.FfiEvent.MessageOneofCase.PublishData => ffiEvent.PublishData.AsyncId,
        Wire.FfiEvent.MessageOneofCase.SetLocalAttributes => ffiEvent.SetLocalAttributes.AsyncId,
        Wire.FfiEvent.MessageOneofCase.GetStats => ffiEvent.GetStats.AsyncId,
        Wire.FfiEvent.MessageOneofCase.TextReadAll => ffiEvent.TextReadAll.AsyncId,
        Wire.FfiEvent.MessageOneofCase.SendText => ffiEvent.SendText.AsyncId,
        Wire.FfiEvent.MessageOneofCase.SimulateScenario => ffiEvent.SimulateScenario.AsyncId,
        _ => 0,
    };
}
