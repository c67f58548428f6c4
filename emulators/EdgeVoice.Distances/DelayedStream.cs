using System.Threading.Channels;

namespace EdgeVoice.Distances;

/// <summary>A byte stream over a distance: what goes in comes out later, in order, in both directions.</summary>
/// <param name="inner">The stream at the other end of the distance; disposed with this one.</param>
/// <param name="path">How far it is.</param>
/// <param name="time">Clock that the delays run on.</param>
public sealed class DelayedStream(Stream inner, NetworkPath path, TimeProvider time) : Stream
{
    // Chunks under way in one direction. At 16 KB each this is far more than a call has in flight; a bulk transfer is slowed like by a full window.
    private const int WindowChunks = 256;
    private const int ChunkBytes = 16 * 1024;

    private readonly Channel<Chunk> _outgoing = NewChannel();
    private readonly Channel<Chunk> _incoming = NewChannel();
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _starting = new();
    private Task? _sending;
    private Task? _receiving;
    private long _lastSent;
    private Chunk _current = Chunk.Empty;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        StartReceiving();
        if (_current.Data.IsEmpty)
        {
            try
            {
                _current = await _incoming.Reader.ReadAsync(cancellationToken);
            }
            catch (ChannelClosedException closed)
            {
                return closed.InnerException is null ? 0 : throw new IOException("The far end broke off.", closed.InnerException);
            }

            await time.ArriveAsync(_current.Due, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _current.Data.Length);
        _current.Data[..count].CopyTo(buffer);
        _current = _current with { Data = _current.Data[count..] };
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        StartSending();
        _lastSent = Due(_lastSent);
        try
        {
            await _outgoing.Writer.WriteAsync(new(_lastSent, buffer.ToArray()), cancellationToken);
        }
        catch (ChannelClosedException closed)
        {
            throw new IOException("The far end broke off.", closed.InnerException);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Nothing to hurry: a chunk leaves when its time has come.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Lets what is under way arrive.</summary>
    public async Task DrainAsync()
    {
        _outgoing.Writer.TryComplete();
        if (_sending is { } sending)
        {
            await sending;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await DrainAsync();
        await _disposed.CancelAsync();
        await inner.DisposeAsync();
        if (_receiving is { } receiving)
        {
            await receiving;
        }

        _disposed.Dispose();
        await base.DisposeAsync();
    }

    private static Channel<Chunk> NewChannel() =>
        Channel.CreateBounded<Chunk>(new BoundedChannelOptions(WindowChunks) { SingleReader = true, SingleWriter = true });

    private void StartSending()
    {
        lock (_starting)
        {
            _sending ??= SendAsync();
        }
    }

    private void StartReceiving()
    {
        lock (_starting)
        {
            _receiving ??= ReceiveAsync();
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var chunk in _outgoing.Reader.ReadAllAsync(_disposed.Token))
            {
                await time.ArriveAsync(chunk.Due, _disposed.Token);
                await inner.WriteAsync(chunk.Data, _disposed.Token);
                await inner.FlushAsync(_disposed.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            _outgoing.Writer.TryComplete(exception);
        }
    }

    private async Task ReceiveAsync()
    {
        var last = 0L;
        Exception? end = null;
        try
        {
            var buffer = new byte[ChunkBytes];
            int count;
            while ((count = await inner.ReadAsync(buffer, _disposed.Token)) > 0)
            {
                last = Due(last);
                await _incoming.Writer.WriteAsync(new(last, buffer.AsMemory(0, count).ToArray()), _disposed.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            end = exception;
        }

        _incoming.Writer.TryComplete(end);
    }

    // Never before the chunk ahead of it: a byte stream keeps its order.
    private long Due(long previous) => Math.Max(previous, time.GetTimestamp() + (long)(path.OneWayOfStream().TotalSeconds * time.TimestampFrequency));

    private readonly record struct Chunk(long Due, ReadOnlyMemory<byte> Data)
    {
        public static readonly Chunk Empty = new(0, ReadOnlyMemory<byte>.Empty);
    }
}
