using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Another region's gateway as a network sees it: one that answers, and ones that lie.</summary>
public sealed class PeerStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _hang = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    private PeerStandIn(string region, Lie? lie)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/internal/calls", async (HttpContext context) =>
        {
            Interlocked.Increment(ref _asked);
            switch (lie)
            {
                case Lie.Hangs:
                    await _hang.Task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    break;
                case Lie.NotJson:
                    context.Response.StatusCode = 201;
                    await context.Response.WriteAsync("<html>", context.RequestAborted);
                    break;
                case Lie.Endless:
                    context.Response.StatusCode = 201;
                    await context.Response.WriteAsync("{\"callId\":\"" + new string('x', 1_000_000), context.RequestAborted);
                    break;
                default:
                    await Results.Json(Offer(region, lie), statusCode: 201).ExecuteAsync(context);
                    break;
            }
        });
    }

    public enum Lie
    {
        OtherRegion,
        OtherAddress,
        OtherRoom,
        NoToken,
        NotJson,
        Endless,
        Hangs,
    }

    public string Url => _app.Urls.Single();

    public int Asked => Volatile.Read(ref _asked);

    public static async Task<PeerStandIn> StartAsync(string region, Lie? lie)
    {
        var peer = new PeerStandIn(region, lie);
        await peer._app.StartAsync();
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        _hang.TrySetResult();
        await _app.DisposeAsync();
    }

    private object Offer(string region, Lie? lie) => new
    {
        callId = "call_peer",
        room = lie == Lie.OtherRoom ? "call_other" : "call_peer",
        url = lie == Lie.OtherAddress ? "wss://evil.example" : Url.Replace("http", "ws", StringComparison.Ordinal),
        token = lie == Lie.NoToken ? null : "t",
        identity = "caller-x",
        region = lie == Lie.OtherRegion ? "moon" : region,
        expiresAt = DateTimeOffset.UnixEpoch,
        generation = 1,
        resumeToken = "r",
    };
}
