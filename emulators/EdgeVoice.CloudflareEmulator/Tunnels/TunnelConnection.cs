using System.Net;
using System.Text;

namespace EdgeVoice.CloudflareEmulator.Tunnels;

/// <summary>One connection that a connector dialled. On it the connector is the HTTP/2 server and the edge the client.</summary>
internal sealed class TunnelConnection : IDisposable
{
    /// <summary>Authority of every request: there is one connection behind it, and the Host header says what is meant.</summary>
    public static readonly Uri Origin = new("http://tunnel/");

    // Enough for a second of a file at the distance of Sydney; HTTP/2's default of 64 KB would be the bottleneck.
    private const int StreamWindow = 1024 * 1024;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SocketsHttpHandler _handler;
    private Stream? _unused;
    private volatile bool _leaving;

    public TunnelConnection(Stream stream, Guid connector, int index, DateTimeOffset connectedAt, TimeSpan keepAlive)
    {
        Connector = connector;
        Index = index;
        ConnectedAt = connectedAt;
        _unused = new ClosingStream(stream, () => _ended.TrySetResult());
        _handler = new SocketsHttpHandler
        {
            ConnectCallback = (_, _) => Interlocked.Exchange(ref _unused, null) is { } once ? ValueTask.FromResult(once) : throw Gone(),
            EnableMultipleHttp2Connections = false,
            KeepAlivePingDelay = keepAlive,
            KeepAlivePingTimeout = keepAlive,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            InitialHttp2StreamWindowSize = StreamWindow,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            // City names are not ASCII.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        };
        Invoker = new(_handler, disposeHandler: false);
    }

    public Guid Connector { get; }

    /// <summary>Number among the connector's connections.</summary>
    public int Index { get; }

    public DateTimeOffset ConnectedAt { get; }

    public HttpMessageInvoker Invoker { get; }

    /// <summary>Ends with the connection.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether it takes requests. One that is closing takes none, while what is under way goes on.</summary>
    public bool IsOpen => !_leaving && !_ended.Task.IsCompleted;

    public void Dispose()
    {
        _ended.TrySetResult();
        Invoker.Dispose();
        _handler.Dispose();
    }

    // The connector said goodbye (GOAWAY) or is dead; the client would like to dial, which only the connector can.
    private TunnelGoneException Gone()
    {
        _leaving = true;
        return new();
    }
}
