using System.Net;
using System.Text.Json;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Otlp.Wire;
using EdgeVoice.Dashboard.Storage;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>A dashboard that starts over more than it can read at once.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WhileItReads_TheNewestAreShownAndSaidToBeNotAll_AndNothingThatComesIsLostOrOutOfPlace()
    {
        var calls = Enumerable.Range(1, 4).Select(number => new SentCall($"call-{number}", number)).ToArray();
        IMessage[] first = [.. calls[..3].Select(call => call.Turn(1)), calls[2].Mark(2, "speech_started", 8_000)];
        IMessage[] second = [calls[3].Turn(1, modelMs: 900)];
        IMessage[] meanwhile =
        [
            calls[0].Turn(2, toolMs: 700), calls[2].Mark(2, "speech_ended", 9_000), new SentCall("call-5", 5).Turn(1), calls[2].Media(9_500, jitterMs: 20),
            // Sent before the restart already, and again by an exporter that was not sure.
            first[1],
        ];
        await KeepAsync(first);
        await KeepAsync(second);
        var slow = new SlowFile(Files("traces")[0]);

        await using var dashboard = await StartAsync();
        var (turns, loading) = await PartAsync(dashboard, "/api/turns?sort=time");
        var early = dashboard.GetAsync("/api/turns?sort=time");
        foreach (var message in meanwhile)
        {
            await dashboard.SendAsync(message);
        }

        Assert.Equal(["call-4.1"], Ids(turns));
        Assert.NotNull(loading);
        var (grown, _) = await PartAsync(dashboard, "/api/turns");
        Assert.Equal(["call-1.2", "call-2.1", "call-3.2", "call-4.1", "call-5.1"], Ids(grown).Order());
        var about = (await PartAsync(dashboard, "/api/about")).Answer.GetProperty("history");
        Assert.False(about.GetProperty("isDone").GetBoolean());
        // Whoever did not ask for a part waits for the whole.
        Assert.False(early.IsCompleted);

        await slow.LetGoAsync();

        await early;
        await using var straight = await DashboardHost.StartAsync();
        foreach (var message in first.Concat(second).Concat(meanwhile))
        {
            await straight.SendAsync(message);
        }

        // The calls are long over on this machine's clock; how soon that is noticed is not the matter here.
        straight.Services.GetRequiredService<TelemetryStore>().Sweep(long.MaxValue);
        dashboard.Services.GetRequiredService<TelemetryStore>().Sweep(long.MaxValue);
        foreach (var path in new[] { "/api/turns?sort=time", "/api/turns/summary", "/api/sessions/call-1", "/api/sessions/call-3", "/api/sessions" })
        {
            Assert.Equal((await straight.GetAsync(path)).GetRawText(), (await dashboard.GetAsync(path)).GetRawText());
        }

        Assert.Equal(Order(straight), Order(dashboard));
        Assert.Equal(["speech_started", "speech_ended"], (await dashboard.GetAsync("/api/sessions/call-3")).GetProperty("turns")[1].GetProperty("marks").EnumerateArray().Select(mark => mark.GetProperty("name").GetString()));
        Assert.Null((await PartAsync(dashboard, "/api/turns")).Loading);
        Assert.True((await dashboard.GetAsync("/api/about")).GetProperty("history").GetProperty("isDone").GetBoolean());
    }

    [Fact]
    public async Task WhatCameMeanwhile_IsThereAfterTheNextStart()
    {
        await KeepAsync([new SentCall("old", 1).Turn(1)]);
        await KeepAsync([new SentCall("new", 2).Turn(1)]);
        var slow = new SlowFile(Files("traces")[0]);
        await using (var dashboard = await StartAsync())
        {
            await dashboard.SendAsync(new SentCall("meanwhile", 3).Turn(1));
            await slow.LetGoAsync();
            await dashboard.GetAsync("/api/turns");
        }

        // The pipe has nothing more to give: "old" was on the disk that is gone now.
        File.Delete(Files("traces")[0]);
        await using var again = await StartAsync();

        Assert.Equal(["meanwhile.1", "new.1"], Ids(await again.GetAsync("/api/turns")).Order());
    }

    [Fact]
    public async Task AFloodMeanwhile_IsRefusedAndCounted_AndEverythingElseIsThere()
    {
        await KeepAsync([new SentCall("old", 1).Turn(1)]);
        await KeepAsync([new SentCall("new", 2).Turn(1)]);
        var slow = new SlowFile(Files("traces")[0]);
        await using var dashboard = await StartAsync("--Dashboard:Limits:MaxSpans=40", "--Dashboard:Limits:MaxQueued=40");
        var (sent, refused) = (0L, 0L);
        for (var number = 0; refused == 0 && number < 1_000; number++)
        {
            var request = new SentCall($"flood-{number}", 100 + number).Turn(1);
            using var message = dashboard.Request("traces", request.ToByteArray());
            using var answer = await dashboard.Client.SendAsync(message);
            sent += request.ResourceSpans.Sum(resource => resource.ScopeSpans.Sum(scope => scope.Spans.Count));
            refused += ExportTraceServiceResponse.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync()).PartialSuccess?.RejectedSpans ?? 0;
        }

        Assert.True(refused > 0);
        await slow.LetGoAsync();
        await dashboard.GetAsync("/api/turns");
        await dashboard.StoredAsync();

        // Five spans of each of the two turns that were kept.
        var spans = (await dashboard.GetAsync("/api/about")).GetProperty("kept").GetProperty("spans");
        Assert.Equal(sent + 10, spans.GetProperty("now").GetInt64() + spans.GetProperty("dropped").GetInt64());
        Assert.InRange(spans.GetProperty("now").GetInt64(), 30, 40);
    }

    [Fact]
    public async Task AFileThatCannotBeRead_IsToldOf_AndTheOthersAreShown()
    {
        await KeepAsync([new SentCall("lost", 1).Turn(1)]);
        await KeepAsync([new SentCall("there", 2).Turn(1)]);
        var file = Files("traces")[0];
        File.Delete(file);
        // Reading it is an I/O error, also for root.
        File.CreateSymbolicLink(file, "/proc/self/mem");

        await using var dashboard = await StartAsync();

        Assert.Equal(["there.1"], Ids(await dashboard.GetAsync("/api/turns")));
        Assert.Equal(JsonValueKind.String, (await dashboard.GetAsync("/api/about")).GetProperty("history").GetProperty("problem").ValueKind);
    }

    [Fact]
    public async Task ADashboardThatStops_DoesNotWaitForItsDisk()
    {
        await KeepAsync([new SentCall("old", 1).Turn(1)]);
        await KeepAsync([new SentCall("new", 2).Turn(1)]);
        var slow = new SlowFile(Files("traces")[0]);
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Path = "/api/turns";
        Task waiting;
        await using (var dashboard = await StartAsync())
        {
            waiting = new LoadingMiddleware(_ => throw new InvalidOperationException("It answered from a part."), dashboard.Services.GetRequiredService<History>()).InvokeAsync(context);
            Assert.False(waiting.IsCompleted);
        }

        await waiting;
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, context.Response.StatusCode);
        await slow.LetGoAsync();
    }

    private Task<DashboardHost> StartAsync(params string[] settings) => DashboardHost.StartAsync([$"--Dashboard:DataDirectory={_folder}", "--Dashboard:Limits:MaxReadAtStart=1", .. settings]);

    /// <summary>A run that writes one file of each kind it was sent.</summary>
    private async Task KeepAsync(IEnumerable<IMessage> messages)
    {
        await using var dashboard = await StartAsync();
        foreach (var message in messages)
        {
            await dashboard.SendAsync(message);
        }
    }

    private string[] Files(string kind) => [.. Directory.GetFiles(Path.Combine(_folder, "telemetry"), $"{kind}-*").Order(StringComparer.Ordinal)];

    private static async Task<(JsonElement Answer, string? Loading)> PartAsync(DashboardHost dashboard, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { LoadingMiddleware.PartialHeader, "yes" } } };
        using var answer = await dashboard.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement, answer.Headers.TryGetValues(LoadingMiddleware.LoadingHeader, out var values) ? values.Single() : null);
    }

    private static IEnumerable<string> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(turn => turn.GetProperty("id").GetString()!);

    // The order in which the oldest have to go.
    private static string[] Order(DashboardHost dashboard) => dashboard.Services.GetRequiredService<TelemetryStore>().Read(view => view.Traces.All.Select(trace => trace.TraceId).Concat(view.Sessions.All.Select(session => session.Id)).ToArray());
}
