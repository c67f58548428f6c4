using System.Text.Json;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.Placement;
using EdgeVoice.Agent.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.Agent.Status;

/// <summary>The worker's own account of itself, over HTTP as the gateway asks for it.</summary>
public sealed class StatusEndpointTests : IAsyncLifetime
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(2);

    private WebApplication _app = null!;
    private HttpClient _http = null!;

    private RunningCalls Calls => _app.Services.GetRequiredService<RunningCalls>();

    private WorkerState Worker => _app.Services.GetRequiredService<WorkerState>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Options.Create(new WorkerOptions { Region = "us-west" }));
        builder.Services.AddSingleton(Options.Create(new RealtimeOptions { Endpoint = new Uri("wss://provider.test/v1/realtime"), ApiKey = "key" }));
        builder.Services.AddSingleton<ProviderPlacement>();
        builder.Services.AddSingleton(new SlotPool(3));
        builder.Services.AddSingleton<WorkerState>();
        builder.Services.AddSingleton<RunningCalls>();
        builder.Services.AddSingleton<JournalStatus>();
        builder.Services.AddSingleton<CallJournal>();
        builder.Services.AddSingleton<StatusSource>();
        _app = builder.Build();
        _app.MapStatus();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Status_NamesCallsWithGenerationAndRoomAndTheJournalsBacklog()
    {
        using var running = Calls.Add(new RunningCall("call_a", 2, "us-west", "call_a.2"));
        _app.Services.GetRequiredService<CallJournal>().Append(new CallStarted("call_a", DateTimeOffset.UtcNow, "us-west", "call_a.2", "concierge", "", "openai", "gpt-realtime"));

        var status = JsonElement.Parse(await _http.GetStringAsync("/status", TestContext.Current.CancellationToken));

        Assert.Equal(("us-west", 3, 0, false, false), (
            status.GetProperty("region").GetString(), status.GetProperty("slots").GetInt32(), status.GetProperty("active").GetInt32(),
            status.GetProperty("draining").GetBoolean(), status.GetProperty("registered").GetBoolean()));
        Assert.Equal("""[{"callId":"call_a","generation":2,"room":"call_a.2"}]""", status.GetProperty("calls").GetRawText());
        Assert.Equal(1, status.GetProperty("journal").GetProperty("unshipped").GetInt64());
        Assert.True(status.GetProperty("journal").GetProperty("connected").GetBoolean());
        Assert.True(Assert.Single(status.GetProperty("providers").EnumerateArray()).GetProperty("chosen").GetBoolean());
    }

    [Fact]
    public async Task Watch_SpeaksAtOnceWhenSomethingChangesAndWithoutACause()
    {
        using var reader = await WatchAsync();
        Assert.Empty(CallIds(await LineAsync(reader)));

        var running = Calls.Add(new RunningCall("call_a", 1, "us-west", "call_a"));
        Assert.Equal(["call_a"], CallIds(await LineAsync(reader)));
        Assert.Equal(["call_a"], CallIds(await LineAsync(reader)));

        running.Dispose();
        Worker.Draining = true;
        JsonElement line;
        do
        {
            line = await LineAsync(reader);
        }
        while (!line.GetProperty("draining").GetBoolean());

        Assert.Empty(CallIds(line));
    }

    [Fact]
    public async Task Watch_EndsWhenTheLastJobIsDoneAndNotBefore()
    {
        using var reader = await WatchAsync();
        Worker.Draining = true;
        await LineAsync(reader);
        await LineAsync(reader);

        Worker.Finish();

        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
        {
        }
    }

    private async Task<StreamReader> WatchAsync() => new(await _http.GetStreamAsync("/status/watch", TestContext.Current.CancellationToken));

    private static async Task<JsonElement> LineAsync(StreamReader reader)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_silence);
        return JsonElement.Parse((await reader.ReadLineAsync(limit.Token))!);
    }

    private static IEnumerable<string?> CallIds(JsonElement status) => status.GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("callId").GetString());
}
