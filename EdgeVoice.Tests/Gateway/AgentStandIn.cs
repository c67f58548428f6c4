using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Gateway;

/// <summary>Another machine's agent as the gateway sees it: a watch that tells its status, falls silent or breaks off, and a drain.</summary>
internal sealed class AgentStandIn : IAsyncDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _app;
    private CancellationTokenSource _alive = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _status = StatusOf(slots: 1000);
    private int _watches;

    private AgentStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/status/watch", WatchAsync);
        _app.MapPost("/admin/drain", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Drains.Add(await reader.ReadToEndAsync());
        });
        _app.MapDelete("/admin/drain", () => Drains.Add("end"));
    }

    public string Status
    {
        get => _status;
        set
        {
            _status = value;
            Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    /// <summary>It writes no line, and its connection stays.</summary>
    public bool IsSilent { get; set; }

    public List<string> Drains { get; } = [];

    /// <summary>Times that somebody began to watch.</summary>
    public int Watches => Volatile.Read(ref _watches);

    public string Url => _app.Urls.Single();

    public static string StatusOf(int slots, bool draining = false, bool registered = true, int active = 0, string provider = "healthy", long lag = 0, params string[] rooms)
    {
        var calls = rooms.Select(room => room.Split('@')).Select(room =>
            $$"""{"callId":"{{room[0].Split('.')[0]}}","generation":{{(room.Length > 1 ? room[1] : "1")}},"room":"{{room[0]}}"}""");
        return $$"""
            {"region":"test","slots":{{slots}},"active":{{Math.Max(active, rooms.Length)}},"draining":{{(draining ? "true" : "false")}},"registered":{{(registered ? "true" : "false")}},
            "calls":[{{string.Join(',', calls)}}],
            "providers":[{"name":"us-east","state":"{{provider}}","handshakeMs":41,"ageMs":900,"chosen":true}],
            "journal":{"unshipped":3,"oldestAgeMs":{{lag}},"connected":true} }
            """.ReplaceLineEndings("");
    }

    public static async Task<AgentStandIn> StartAsync()
    {
        var agent = new AgentStandIn();
        await agent._app.StartAsync();
        return agent;
    }

    /// <summary>Breaks off every watch, as a killed process does, and takes no new one until <see cref="Revive"/>.</summary>
    public void Die() => _alive.Cancel();

    public void Revive() => _alive = new CancellationTokenSource();

    public async ValueTask DisposeAsync()
    {
        await _alive.CancelAsync();
        await _app.DisposeAsync();
    }

    private async Task WatchAsync(HttpContext context)
    {
        var alive = _alive.Token;
        if (alive.IsCancellationRequested)
        {
            context.Abort();
            return;
        }

        Interlocked.Increment(ref _watches);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, alive);
        while (!stop.IsCancellationRequested)
        {
            var changed = _changed.Task;
            if (!IsSilent)
            {
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Status + "\n"), CancellationToken.None);
                await context.Response.Body.FlushAsync(CancellationToken.None);
            }

            await Task.WhenAny(changed, Task.Delay(s_beat, stop.Token));
        }

        if (alive.IsCancellationRequested)
        {
            context.Abort();
        }
    }
}
