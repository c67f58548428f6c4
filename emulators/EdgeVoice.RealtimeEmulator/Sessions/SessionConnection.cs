using System.Buffers;
using System.Net.WebSockets;
using EdgeVoice.RealtimeEmulator.ClientEvents;
using EdgeVoice.RealtimeEmulator.Endpoints;
using EdgeVoice.RealtimeEmulator.Faults;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>Carries one session over one WebSocket from accept to end.</summary>
internal sealed partial class SessionConnection(SessionServices services, SessionRegistry registry, FaultPlan plan, IHostApplicationLifetime lifetime)
{
    // 15 MiB of base64 and the event around it.
    private const int LongestMessage = (15 * 1024 * 1024) + (64 * 1024);
    private const int FirstBuffer = 16 * 1024;
    private static readonly TimeSpan s_closeWait = TimeSpan.FromSeconds(2);
    private readonly ILogger _logger = services.Loggers.CreateLogger<SessionConnection>();

    public async Task RunAsync(HttpContext context, WebSocket socket, string model, IReadOnlyList<Fault> requested)
    {
        using var stopReceiving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var session = new RealtimeSession(services, socket, model, registry.NextNumber(), context.Abort);
        using var onStop = lifetime.ApplicationStopping.Register(() => session.Close(WebSocketCloseStatus.EndpointUnavailable, "server stopping"));
        registry.Add(session);
        LogOpened(_logger, session.Id, model);
        var sending = SendAsync(session, stopReceiving);
        try
        {
            await OpenAsync(session, SafetyIdentifier.Of(context.Request), requested, stopReceiving.Token);
            await ReceiveAsync(session, socket, stopReceiving.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The connection is gone, which the journal records below.
        }
        finally
        {
            session.Close(WebSocketCloseStatus.NormalClosure, "client_closed");
            session.End();
            await Task.WhenAny(sending, Task.Delay(s_closeWait));
            registry.End(session);
            LogEnded(_logger, session.Id, session.Journal.EndReason);
        }
    }

    private async Task OpenAsync(RealtimeSession session, string caller, IReadOnlyList<Fault> requested, CancellationToken cancellationToken)
    {
        Fault? delay;
        lock (session.Gate)
        {
            foreach (var fault in plan.TakeForSession(caller).Concat(requested.Select(fault => new PlannedFault(fault))))
            {
                session.Faults.Add(fault);
            }

            delay = session.Faults.TakeOpeningDelay();
        }

        if (delay is not null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(delay.DurationMs ?? 5000), services.Time, cancellationToken);
        }

        lock (session.Gate)
        {
            session.Open();
        }
    }

    private static async Task SendAsync(RealtimeSession session, CancellationTokenSource stopReceiving)
    {
        await session.SendAsync(stopReceiving.Token);
        // A server that has closed waits a moment for the client's answer and then goes.
        stopReceiving.CancelAfter(s_closeWait);
    }

    private async Task ReceiveAsync(RealtimeSession session, WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    if (length == buffer.Length)
                    {
                        buffer = Grow(buffer);
                    }

                    received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                    length += received.Count;
                    if (length > LongestMessage)
                    {
                        session.Close(WebSocketCloseStatus.MessageTooBig, "message_too_big");
                        return;
                    }
                }
                while (!received.EndOfMessage);

                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                lock (session.Gate)
                {
                    ClientEventDispatcher.Handle(session, buffer.AsMemory(0, length), _logger);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    [LoggerMessage(1, LogLevel.Information, "Session {SessionId} opened for {Model}")]
    private static partial void LogOpened(ILogger logger, string sessionId, string model);

    [LoggerMessage(2, LogLevel.Information, "Session {SessionId} ended: {Reason}")]
    private static partial void LogEnded(ILogger logger, string sessionId, string? reason);
}
