using System.Net.WebSockets;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.LiveKit;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace EdgeVoice.Gateway.Health;

/// <summary>Joins a room of its own as a hidden guest and leaves: what a caller's signalling does, without its media.</summary>
internal sealed class LiveKitJoinProbe(IOptions<LiveKitOptions> options, TokenMinter tokens, TimeProvider time) : IPartProbe
{
    public const string Room = "edgevoice-probe";

    private const string Path = "rtc?auto_subscribe=0&protocol=15&sdk=other";

    // SignalRequest { leave: LeaveRequest { reason: CLIENT_INITIATED } }
    private static readonly byte[] s_leave = [0x42, 0x02, 0x10, 0x01];

    // SignalResponse { join: … }: field 1, a message.
    private const byte JoinTag = 0x0a;

    public string Name => PartNames.LiveKit;

    public async Task<PartResult> ProbeAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.SetRequestHeader(HeaderNames.Authorization, "Bearer " + tokens.MintProbe(Room));
        await socket.ConnectAsync(new Uri(ServiceUrl.ToWebSocketOrigin(options.Value.HttpUrl) + "/" + Path), cancellationToken);

        var buffer = new byte[1024];
        var first = await socket.ReceiveAsync(buffer, cancellationToken);
        var took = time.GetElapsedTime(began);
        if (first is not { MessageType: WebSocketMessageType.Binary, Count: > 0 } || buffer[0] != JoinTag)
        {
            return PartResult.Down("a join was not answered with one");
        }

        await LeaveAsync(socket, cancellationToken);
        return PartResult.Up(FormattableString.Invariant($"joined in {took.TotalMilliseconds:F0} ms"));
    }

    // The answer is known: whatever goes wrong from here on is not LiveKit's health.
    private static async Task LeaveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(s_leave, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
        }
    }
}
