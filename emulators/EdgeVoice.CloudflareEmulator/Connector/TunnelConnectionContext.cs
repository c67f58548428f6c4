using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace EdgeVoice.CloudflareEmulator.Connector;

/// <summary>A dialled connection in the form in which the server takes accepted ones.</summary>
internal sealed class TunnelConnectionContext : DefaultConnectionContext
{
    private readonly Stream _stream;

    // Never disposed: an abort may come after the end.
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TunnelConnectionContext(Stream stream, int index, EndPoint endPoint)
        : base(string.Create(CultureInfo.InvariantCulture, $"tunnel-{index}-{Guid.NewGuid():N}"))
    {
        _stream = stream;
        Transport = new Pipes(PipeReader.Create(stream), PipeWriter.Create(stream));
        ConnectionClosed = _closed.Token;
        LocalEndPoint = endPoint;
        RemoteEndPoint = endPoint;
    }

    /// <summary>Ends when the server is through with the connection.</summary>
    public Task Ended => _ended.Task;

    // Not the base's: it cancels later, on another thread, and by then may find its source disposed.
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _stream.Dispose();
        _closed.Cancel();
    }

    public override async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _closed.CancelAsync();
        _ended.TrySetResult();
        await base.DisposeAsync();
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
