using System.Buffers;
using EdgeVoice.Agent.LiveKit.Native;
using Google.Protobuf;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>
/// LiveKit's own client core, in this process. All rooms share its threads; when it panics they are all lost, and
/// <see cref="Panicked"/> asks the process to end.
/// </summary>
internal sealed partial class FfiClient : IDisposable
{
    // Larger requests (long texts) come from the pool.
    private const int StackLimit = 512;

    private readonly ILogger<FfiClient> _logger;
    private int _disposed;

    /// <exception cref="FfiException">The core's file is missing or does not suit this system; the message names file and remedy.</exception>
    public FfiClient(ILogger<FfiClient> logger)
    {
        _logger = logger;
        Router.Logged += OnLogged;
        Router.Panicked += OnPanicked;
        FfiRuntime.Faulted += OnFaulted;
        try
        {
            FfiRuntime.Acquire();
        }
        catch
        {
            Unsubscribe();
            throw;
        }
    }

    /// <summary>The core cannot go on, and every room of this process with it. Raised once per panic, with the core's words.</summary>
    public event Action<string>? Panicked;

    internal static FfiEventRouter Router => FfiRuntime.Router;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            FfiRuntime.Release();
            Unsubscribe();
        }
    }

    /// <summary>Sends a request that is answered at once.</summary>
    internal Wire.FfiResponse Request(Wire.FfiRequest request) =>
        Send(request, answer => Wire.FfiResponse.Parser.ParseFrom(answer));

    /// <summary>Sends a request whose immediate answer says nothing.</summary>
    internal void Post(Wire.FfiRequest request) => Send(request, static _ => 0);

    /// <summary>
    /// Sends a request that is answered by an event with its id. Cancelling stops the wait, not the request: what a late
    /// answer owns is dropped.
    /// </summary>
    internal async Task<Wire.FfiEvent> CallAsync(Func<ulong, Wire.FfiRequest> build, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var id = Router.NextId();
        // Before the request: the event can come earlier than the return of the request.
        var pending = Router.Expect(id);
        try
        {
            Post(build(id));
        }
        catch
        {
            Router.Forget(id);
            throw;
        }

        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingRequest)state!).TryAbandon(token), pending);
        return await pending.Answer.ConfigureAwait(false);
    }

    private T Send<T>(Wire.FfiRequest request, Func<ReadOnlySpan<byte>, T> read)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        var size = request.CalculateSize();
        var rented = size > StackLimit ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> buffer = rented is null ? stackalloc byte[StackLimit] : rented;
        try
        {
            request.WriteTo(buffer[..size]);
            var handle = FfiLibrary.Instance.Request(buffer[..size], out var answer);
            if (handle == 0)
            {
                throw new FfiException($"LiveKit's client core refused the request '{request.MessageCase}'; its log has the reason.");
            }

            try
            {
                return read(answer);
            }
            finally
            {
                FfiLibrary.Instance.DropHandle(handle);
            }
        }
        finally
        {
            if (rented is not null)
            {
                // A connect request holds the token.
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    private void Unsubscribe()
    {
        Router.Logged -= OnLogged;
        Router.Panicked -= OnPanicked;
        FfiRuntime.Faulted -= OnFaulted;
    }

    private void OnLogged(LogLevel level, string target, string message) => LogNative(level, target, message);

    private void OnPanicked(string message)
    {
        var text = Redaction.Clean(message);
        LogPanic(text);
        Router.FailAll(new FfiException($"LiveKit's client core panicked: {text}"));
        // The handler may end the process, which must not happen on a thread of the core.
        _ = Task.Run(() => Panicked?.Invoke(text));
    }

    private void OnFaulted(Exception exception) => LogFault(exception);

    [LoggerMessage(EventId = 100, Message = "{Target}: {Text}")]
    private partial void LogNative(LogLevel level, string target, string text);

    [LoggerMessage(EventId = 101, Level = LogLevel.Critical, Message = "LiveKit's client core panicked, no room of this process can go on: {Text}")]
    private partial void LogPanic(string text);

    [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "An event of LiveKit's client core could not be handled")]
    private partial void LogFault(Exception exception);
}
