using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.CloudflareEmulator;

/// <summary>A region's gateway as far as the edge is concerned: health, an answer that shows what arrived, a WebSocket that echoes.</summary>
internal sealed class GatewayStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayStandIn(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public bool Healthy { get; set; } = true;

    public ConcurrentQueue<(string Method, string Body)> Posts { get; } = new();

    public static async Task<GatewayStandIn> StartAsync(string region)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var gateway = new GatewayStandIn(app);
        app.UseWebSockets();
        app.MapGet("/healthz/realtime", () => Results.StatusCode(gateway.Healthy ? 200 : 503));
        app.MapGet("/where", (HttpRequest request) => new Arrived(region, request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
        app.MapPost("/api/calls", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            gateway.Posts.Enqueue((request.Method, await reader.ReadToEndAsync()));
            return Results.Json(new { region }, statusCode: StatusCodes.Status201Created);
        });
        app.Map("/echo", EchoAsync);
        await app.StartAsync();
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[8192];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }

    internal sealed record Arrived(string Region, Dictionary<string, string> Headers)
    {
        public Arrived AnyCase() => this with { Headers = new(Headers, StringComparer.OrdinalIgnoreCase) };
    }
}
