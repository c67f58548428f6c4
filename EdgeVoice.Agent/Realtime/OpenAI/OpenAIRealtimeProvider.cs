using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using EdgeVoice.Agent.Realtime.Placement;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>Sessions over WebSocket with the GA protocol of the OpenAI Realtime API, at the nearest endpoint that is well.</summary>
internal sealed class OpenAIRealtimeProvider(IOptions<RealtimeOptions> options, ProviderPlacement placement, TimeProvider time, ILogger<OpenAIRealtimeProvider> logger) : IRealtimeProvider
{
    private const string ProbeIdentifier = "canary";

    private readonly RealtimeOptions _options = options.Value;

    public string Name => "openai";

    public string Model => _options.Model;

    public ProviderEndpoint Endpoint => placement.Chosen;

    public async Task<IRealtimeSession> ConnectAsync(RealtimeSessionConfig config, IReadOnlyList<ConversationItem> history, CancellationToken cancellationToken)
    {
        var endpoints = placement.InOrder();
        for (var index = 0; ; index++)
        {
            // A caller waits: whoever is beyond its budget is passed over as long as there is another.
            var isLast = index == endpoints.Count - 1;
            var limit = isLast || endpoints[index].Budget > _options.ConnectTimeout ? _options.ConnectTimeout : endpoints[index].Budget;
            try
            {
                return await ConnectAsync(endpoints[index], config, history, limit, cancellationToken).ConfigureAwait(false);
            }
            catch (RealtimeConnectException exception) when (!isLast && !exception.Fatal)
            {
                // The next one is tried.
            }
        }
    }

    public async Task<TimeSpan> ProbeAsync(ProviderEndpoint endpoint, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (socket, _) = await OpenAsync(endpoint, ProbeIdentifier, _options.ConnectTimeout, (_, _) => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
        var handshake = time.GetElapsedTime(started);
        socket.Abort();
        socket.Dispose();
        return handshake;
    }

    private async Task<IRealtimeSession> ConnectAsync(ProviderEndpoint endpoint, RealtimeSessionConfig config, IReadOnlyList<ConversationItem> history, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var (socket, id) = await OpenAsync(
                endpoint,
                config.SafetyIdentifier,
                limit,
                (socket, token) =>
                {
                    placement.Answered(endpoint, time.GetElapsedTime(started));
                    return ConfigureAsync(socket, config, history, token);
                },
                cancellationToken).ConfigureAwait(false);
            return new OpenAIRealtimeSession(id, endpoint, socket, new OpenAIEventReader(config.TurnDetection), time, () => placement.Failed(endpoint), logger);
        }
        catch (RealtimeConnectException exception) when (!exception.Fatal)
        {
            // A refused key says nothing of the endpoint.
            placement.Failed(endpoint);
            throw;
        }
    }

    /// <summary>Connects, waits for session.created and has the session configured. Returns the socket and the session's id.</summary>
    private async Task<(ClientWebSocket Socket, string Id)> OpenAsync(
        ProviderEndpoint endpoint, string safetyIdentifier, TimeSpan timeout, Func<ClientWebSocket, CancellationToken, Task> configure, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {_options.ApiKey}");
            socket.Options.SetRequestHeader("OpenAI-Safety-Identifier", safetyIdentifier);
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
            // A provider that vanished without a FIN is noticed by the missing pong, not by the TCP timeout.
            socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(5);
            await socket.ConnectAsync(new UriBuilder(endpoint.Url) { Query = $"model={Uri.EscapeDataString(Model)}" }.Uri, limit.Token).ConfigureAwait(false);
            var id = await ExpectAsync(socket, OpenAIEvents.SessionCreated, limit.Token).ConfigureAwait(false);
            await configure(socket, limit.Token).ConfigureAwait(false);
            return (socket, id);
        }
        catch (Exception exception) when (exception is not RealtimeConnectException && !cancellationToken.IsCancellationRequested)
        {
            // Forbidden and unauthorized mean a bad key; anything else may pass.
            var fatal = socket.HttpStatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            throw new RealtimeConnectException(
                exception is OperationCanceledException ? $"no session within {timeout.TotalSeconds} s"
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

    /// <summary>session.update, session.updated, then the history in order.</summary>
    private async Task ConfigureAsync(ClientWebSocket socket, RealtimeSessionConfig config, IReadOnlyList<ConversationItem> history, CancellationToken cancellationToken)
    {
        await SendAsync(socket, OpenAIEventWriter.SessionUpdate(config, _options.TranscriptionModel), cancellationToken).ConfigureAwait(false);
        await ExpectAsync(socket, OpenAIEvents.SessionUpdated, cancellationToken).ConfigureAwait(false);
        foreach (var item in history)
        {
            await SendAsync(socket, OpenAIEventWriter.CreateItem(item), cancellationToken).ConfigureAwait(false);
        }
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
