using System.Net.WebSockets;
using System.Threading.Channels;
using EdgeVoice.Agent.LiveKit.WorkerWire;
using EdgeVoice.Tests.Shared;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using LiveKitOptions = EdgeVoice.Agent.LiveKit.LiveKitOptions;

namespace EdgeVoice.Tests.Agent.LiveKit.Worker;

/// <summary>A server at `/agent` that says what the test wants, true or not.</summary>
internal sealed class FakeAgentServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<WorkerMessage> _received = Channel.CreateUnbounded<WorkerMessage>();
    private WebSocket? _socket;

    private FakeAgentServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(ServeAsync);
    }

    /// <summary>Answered to the upgrade instead of serving.</summary>
    public int? RefuseWith { get; set; }

    /// <summary>Answers the registration.</summary>
    public bool Registers { get; set; } = true;

    public LiveKitOptions Options => new()
    {
        Url = _app.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal),
        ApiKey = LiveKitEmulatorProcess.ApiKey,
        ApiSecret = LiveKitEmulatorProcess.ApiSecret,
    };

    public static async Task<FakeAgentServer> StartAsync()
    {
        var server = new FakeAgentServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>The next message that fits; others are passed over.</summary>
    public async Task<WorkerMessage> ReceiveAsync(Func<WorkerMessage, bool> fits)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (true)
        {
            var message = await _received.Reader.ReadAsync(limit.Token);
            if (fits(message))
            {
                return message;
            }
        }
    }

    public Task SendAsync(ServerMessage message) => SendAsync(message.ToByteArray(), WebSocketMessageType.Binary);

    public Task SendAsync(byte[] frame, WebSocketMessageType type) =>
        _socket!.SendAsync(frame, type, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>Offers a job and returns the worker's answer.</summary>
    public async Task<AvailabilityResponse> OfferAsync(string jobId)
    {
        await SendAsync(new ServerMessage { Availability = new AvailabilityRequest { Job = Job(jobId) } });
        return (await ReceiveAsync(message => message.Availability?.JobId == jobId)).Availability;
    }

    public Task AssignAsync(string jobId) =>
        SendAsync(new ServerMessage { Assignment = new JobAssignment { Job = Job(jobId), Token = "token-of-the-job" } });

    public async Task<UpdateJobStatus> StatusAsync(string jobId, JobStatus status) =>
        (await ReceiveAsync(message => message.UpdateJob?.JobId == jobId && message.UpdateJob.Status == status)).UpdateJob;

    /// <summary>Breaks the connection without a word.</summary>
    public void Drop() => _socket!.Abort();

    public async ValueTask DisposeAsync()
    {
        _socket?.Abort();
        await _app.DisposeAsync();
    }

    private static Job Job(string id) => new() { Id = id, Room = new Room { Name = $"room-of-{id}" }, Metadata = "{}", DispatchId = "AD_1" };

    private async Task ServeAsync(HttpContext context)
    {
        if (RefuseWith is { } status || context.Request.Path != "/agent")
        {
            context.Response.StatusCode = RefuseWith ?? StatusCodes.Status404NotFound;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _socket = socket;
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                var message = WorkerMessage.Parser.ParseFrom(buffer.AsSpan(0, part.Count));
                if (message.Register is not null && Registers)
                {
                    await SendAsync(new ServerMessage { Register = new RegisterWorkerResponse { WorkerId = "AW_1" } });
                }

                _received.Writer.TryWrite(message);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The worker or the test ended the connection.
        }
    }
}
