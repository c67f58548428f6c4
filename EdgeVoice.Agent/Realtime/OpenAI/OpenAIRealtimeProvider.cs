using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>Sessions over WebSocket with the GA protocol of the OpenAI Realtime API.</summary>
internal sealed class OpenAIRealtimeProvider(IOptions<RealtimeOptions> options, ILogger<OpenAIRealtimeProvider> logger) : IRealtimeProvider
{
    private readonly RealtimeOptions _options = options.Value;

    public string Name => "openai";

    public string Model => _options.Model;

    public Uri Endpoint => _options.Endpoint!;

    public async Task<IRealtimeSession> ConnectAsync(RealtimeSessionConfig config, IReadOnlyList<ConversationItem> history, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.ConnectTimeout);
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {_options.ApiKey}");
            socket.Options.SetRequestHeader("OpenAI-Safety-Identifier", config.SafetyIdentifier);
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
            // A provider that vanished without a FIN is noticed by the missing pong, not by the TCP timeout.
            socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(5);
            await socket.ConnectAsync(new UriBuilder(Endpoint) { Query = $"model={Uri.EscapeDataString(Model)}" }.Uri, limit.Token).ConfigureAwait(false);

            var id = await HandshakeAsync(socket, config, history, limit.Token).ConfigureAwait(false);
            return new OpenAIRealtimeSession(id, socket, new OpenAIEventReader(config.TurnDetection), logger);
        }
        catch (Exception exception) when (exception is not RealtimeConnectException && !cancellationToken.IsCancellationRequested)
        {
            // Forbidden and unauthorized mean a bad key; anything else may pass.
            var fatal = socket.HttpStatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            throw new RealtimeConnectException(
                exception is OperationCanceledException ? $"no session within {_options.ConnectTimeout.TotalSeconds} s"
                : status is 0 or 101 ? exception.Message : $"refused with HTTP {status}",
                fatal,
                exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>session.created, session.update, session.updated, then the history in order. Returns the session's id.</summary>
    private async Task<string> HandshakeAsync(ClientWebSocket socket, RealtimeSessionConfig config, IReadOnlyList<ConversationItem> history, CancellationToken cancellationToken)
    {
        var created = await ExpectAsync(socket, OpenAIEvents.SessionCreated, cancellationToken).ConfigureAwait(false);
        await SendAsync(socket, OpenAIEventWriter.SessionUpdate(config, _options.TranscriptionModel), cancellationToken).ConfigureAwait(false);
        await ExpectAsync(socket, OpenAIEvents.SessionUpdated, cancellationToken).ConfigureAwait(false);
        foreach (var item in history)
        {
            await SendAsync(socket, OpenAIEventWriter.CreateItem(item), cancellationToken).ConfigureAwait(false);
        }

        return created;
    }

    private static async Task<string> ExpectAsync(ClientWebSocket socket, string type, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var document = JsonDocument.Parse(await ReceiveAsync(socket, cancellationToken).ConfigureAwait(false));
            var root = document.RootElement;
            var received = root.TryGetProperty("type", out var name) ? name.GetString() : null;
            if (received == type)
            {
                return root.GetProperty("session").TryGetProperty("id", out var id) ? id.GetString() ?? "" : "";
            }

            if (received == OpenAIEvents.Error)
            {
                var error = root.GetProperty("error");
                var code = error.TryGetProperty("code", out var value) ? value.GetString() ?? "unknown" : "unknown";
                throw new RealtimeConnectException($"refused with {code}", OpenAIErrorCodes.IsFatal(code));
            }
        }
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                throw new RealtimeConnectException($"closed with {(int?)socket.CloseStatus} before the session was ready", fatal: false);
            }

            message.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);

        return message.ToArray();
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] message, CancellationToken cancellationToken) =>
        socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken).AsTask();
}
