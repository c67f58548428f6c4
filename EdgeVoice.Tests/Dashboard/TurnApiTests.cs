using System.Text.Json;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Dashboard;

public sealed class TurnApiTests
{
    private static readonly string[] s_lists = ["items", "regions"];

    [Fact]
    public async Task SlowTurns_NameTheirCause()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        foreach (var number in Enumerable.Range(0, 6))
        {
            var call = new SentCall($"call-{number}", number + 10);
            await dashboard.SendAsync(call.Turn(1));
            await dashboard.SendAsync(call.Turn(2, toolMs: 200));
            await dashboard.SendAsync(number switch
            {
                0 => call.Turn(3, toolMs: 2500),
                1 => call.Turn(3, modelMs: 3000),
                2 => call.Turn(3, modelMs: 1200, rttMs: 910),
                3 => call.Turn(3, endpointingMs: 1900),
                4 => call.Turn(3, playoutMs: 700),
                _ => call.Turn(3),
            });
        }

        foreach (var (call, cause) in new[] { ("call-0", "tool check_availability"), ("call-1", "provider"), ("call-2", "network"), ("call-3", "endpointing"), ("call-4", "playout") })
        {
            var turn = (await dashboard.GetAsync($"/api/turns?session={call}")).GetProperty("items")[0];
            Assert.Equal(3, turn.GetProperty("index").GetInt32());
            Assert.Equal(cause, turn.GetProperty("cause").GetProperty("name").GetString());
            Assert.Equal(1, (await dashboard.GetAsync($"/api/turns?cause={Uri.EscapeDataString(cause)}")).GetProperty("total").GetInt32());
        }

        Assert.Equal(JsonValueKind.Null, (await dashboard.GetAsync("/api/turns?session=call-5")).GetProperty("items")[0].GetProperty("cause").ValueKind);
        var summary = await dashboard.GetAsync("/api/turns/summary?tool=check_availability");
        Assert.Equal(7, summary.GetProperty("heardSilence").GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData(null, 620, 300, null)]
    [InlineData(null, 800, 20, null)]
    [InlineData("endpointing", 720, 300, null)]
    [InlineData("endpointing", 650, 380, null)]
    [InlineData("provider", 500, 620, null)]
    [InlineData("provider", 500, 620, 1000)]
    public async Task ATurn_HasACause_WhenItIsSlowerThanItsPartsUsuallyAre(string? cause, int endpointingMs, int modelMs, int? othersToolMs)
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("call");
        foreach (var index in Enumerable.Range(1, 4))
        {
            await dashboard.SendAsync(call.Turn(index, toolMs: othersToolMs));
        }

        await dashboard.SendAsync(call.Turn(5, endpointingMs: endpointingMs, modelMs: modelMs));

        var found = (await dashboard.GetAsync("/api/turns?sort=time&limit=1")).GetProperty("items")[0].GetProperty("cause");
        Assert.Equal(cause, found.ValueKind == JsonValueKind.Null ? null : found.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(null, 500, 600)]
    [InlineData("endpointing", 1900, 300)]
    [InlineData("provider", 500, 3000)]
    public async Task TheFirstTurn_HasACause_OnlyWhenAPartIsLongByItself(string? cause, int endpointingMs, int modelMs)
    {
        await using var dashboard = await DashboardHost.StartAsync();
        await dashboard.SendAsync(new SentCall("first").Turn(1, endpointingMs: endpointingMs, modelMs: modelMs));

        var found = (await dashboard.GetAsync("/api/turns")).GetProperty("items")[0].GetProperty("cause");
        Assert.Equal(cause, found.ValueKind == JsonValueKind.Null ? null : found.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Silence_IsTheCallers_WhereTheMediaPathIsKnown()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("far");
        await dashboard.SendAsync(call.Turn(1));
        foreach (var (index, path) in new[] { (2, 90), (3, 80), (4, 100), (5, 480) })
        {
            await dashboard.SendAsync(call.Turn(index, pathMs: path));
        }

        var turns = (await dashboard.GetAsync("/api/sessions/far")).GetProperty("turns").EnumerateArray().ToArray();

        Assert.Equal([840, 930, 920, 940, 1320], turns.Select(turn => turn.GetProperty("heardSilenceMs").GetDouble()));
        Assert.Equal([null, 90, 80, 100, 480], turns.Select(turn => turn.GetProperty("mediaPathMs") is { ValueKind: JsonValueKind.Number } path ? path.GetDouble() : (double?)null));
        Assert.All(turns, turn => Assert.Equal(turn.GetProperty("lengthMs").GetDouble(), turn.GetProperty("phases").EnumerateArray().Sum(phase => phase.GetProperty("durationMs").GetDouble()), 3));
        Assert.All(turns, turn => Assert.Equal(0, turn.GetProperty("findings").GetArrayLength()));
        Assert.Equal("media path", turns[^1].GetProperty("cause").GetProperty("name").GetString());
    }

    [Fact]
    public async Task ATurn_IsThereFromItsFirstMark_AndItsTraceReplacesTheMarks()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("live");
        await dashboard.SendAsync(call.Mark(1, "speech_started", 0));
        await dashboard.SendAsync(call.Mark(1, "speech_ended", 1000));

        var turn = (await dashboard.GetAsync("/api/turns?session=live")).GetProperty("items")[0];
        Assert.Equal("in_progress", turn.GetProperty("outcome").GetString());
        Assert.Equal(1000, turn.GetProperty("lengthMs").GetDouble());
        Assert.Equal(1, (await dashboard.GetAsync("/api/live")).GetProperty("turnsInProgress").GetArrayLength());

        await dashboard.SendAsync(call.Turn(1));

        turn = (await dashboard.GetAsync("/api/turns?session=live")).GetProperty("items")[0];
        Assert.Equal("complete", turn.GetProperty("outcome").GetString());
        Assert.Equal(840, turn.GetProperty("heardSilenceMs").GetDouble());
        Assert.Equal(0, turn.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task ATurnWhoseTraceNeverCame_IsUnknown_OnceLaterOnesHave()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("lost");
        await dashboard.SendAsync(call.Mark(1, "speech_started", 0));
        await dashboard.SendAsync(call.Turn(2));
        await dashboard.SendAsync(call.Turn(3));

        var turn = (await dashboard.GetAsync("/api/turns?session=lost&sort=-time")).GetProperty("items")[0];

        Assert.Equal("unknown", turn.GetProperty("outcome").GetString());
        Assert.Equal("dropped_span", turn.GetProperty("findings")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task ALostSpan_IsAFinding()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var request = new SentCall("gap").Turn(1);
        request.ResourceSpans[0].ScopeSpans[0].Spans.RemoveAt(2);

        await dashboard.SendAsync(request);

        var kinds = (await dashboard.GetAsync("/api/turns?findings=true")).GetProperty("items")[0].GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("kind").GetString());
        Assert.Equal(["missing_mark", "dropped_span"], kinds);
    }

    [Fact]
    public async Task AnInterruptedTurn_ShowsWhereItWasCut_AndItsCost()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        await dashboard.SendAsync(new SentCall("cut").Turn(1, outcome: "interrupted"));

        var turn = (await dashboard.GetAsync("/api/sessions/cut")).GetProperty("turns")[0];

        Assert.Equal("Certainly,".Length, turn.GetProperty("transcript").GetProperty("cutAt").GetInt32());
        // 100 text tokens in at 4 dollars a million, 50 out at 16.
        Assert.Equal(0.0012, turn.GetProperty("cost").GetDouble(), 6);
    }

    [Fact]
    public async Task WithoutLeave_WhatPeopleSaidIsHidden_AndCannotBeSearched()
    {
        await using var dashboard = await DashboardHost.StartAsync("--Dashboard:ShowContent=false");
        await dashboard.SendAsync(new SentCall("private").Turn(1));
        var id = (await dashboard.GetAsync("/api/turns")).GetProperty("items")[0].GetProperty("traceId").GetString();

        string[] everywhere = ["/api/sessions/private", $"/api/traces/{id}", "/api/turns", "/api/sessions"];
        foreach (var path in everywhere)
        {
            Assert.DoesNotContain("Certainly", (await dashboard.GetAsync(path)).GetRawText(), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await dashboard.GetAsync("/api/turns?search=Certainly")).GetProperty("total").GetInt32());
        Assert.Equal("hidden", (await dashboard.GetAsync("/api/sessions/private")).GetProperty("turns")[0].GetProperty("content").GetString());
        using var zip = await dashboard.Client.GetAsync(new Uri("/api/export", UriKind.Relative));
        using var archive = new System.IO.Compression.ZipArchive(await zip.Content.ReadAsStreamAsync());
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            Assert.DoesNotContain("Certainly", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WrongQueries_NameEveryWrongField()
    {
        await using var dashboard = await DashboardHost.StartAsync();

        using var answer = await dashboard.Client.GetAsync(new Uri("/api/turns?minSilence=abc&sort=random&limit=0&cursor=%25&from=yesterday&interrupted=maybe", UriKind.Relative));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(["cursor", "from", "interrupted", "limit", "minSilence", "sort"], problem.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order());
    }

    [Fact]
    public async Task Pages_GoThroughAllTurnsOnce()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("many");
        foreach (var index in Enumerable.Range(1, 7))
        {
            await dashboard.SendAsync(call.Turn(index, modelMs: 100 * index));
        }

        List<int> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await dashboard.GetAsync($"/api/turns?limit=3&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(turn => turn.GetProperty("index").GetInt32()));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task Follow_TellsOfEveryTurn()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("followed");
        await dashboard.SendAsync(call.Turn(1));
        using var stream = await dashboard.Client.GetStreamAsync(new Uri("/api/turns?follow=true&session=followed", UriKind.Relative)).ContinueWith(task => new StreamReader(task.Result), TaskScheduler.Default);
        Assert.Contains("\"followed.1\"", await stream.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal("", await stream.ReadLineAsync());

        await dashboard.SendAsync(new SentCall("other", 9).Turn(1));
        await dashboard.SendAsync(call.Turn(2));

        Assert.Contains("\"followed.2\"", await stream.ReadLineAsync(), StringComparison.Ordinal);
    }

    /// <summary>The examples that the pages are built with have the fields that the API answers with.</summary>
    [Theory]
    [InlineData("/api/turns", "turns")]
    [InlineData("/api/turns/summary", "turns.summary")]
    [InlineData("/api/sessions", "sessions")]
    [InlineData("/api/sessions/contract", "session.slow-tool")]
    [InlineData("/api/live", "live")]
    [InlineData("/api/about", "about")]
    [InlineData("/api/compare?a=fleet&b=session:contract", "compare")]
    public async Task Answers_HaveTheFieldsOfTheirExample(string path, string example)
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("contract");
        await dashboard.SendAsync(call.Turn(1, toolMs: 300));
        var answer = await dashboard.GetAsync(path);

        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, $"web/test/dashboard/fixtures/{example}.json"))).RootElement;
        Assert.Equal(Fields(expected), Fields(answer));
        foreach (var list in s_lists.Where(list => answer.TryGetProperty(list, out var items) && items[0].ValueKind == JsonValueKind.Object))
        {
            Assert.Equal(Fields(expected.GetProperty(list)[0]), Fields(answer.GetProperty(list)[0]));
        }
    }

    private static IEnumerable<string> Fields(JsonElement element) => element.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal);
}
