using System.IO.Compression;
using System.Net;
using System.Text;
using Google.Protobuf;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>What honest senders write in other ways than our own do, and what they send twice or not at all.</summary>
public sealed class OtlpDoorTests
{
    [Theory]
    [InlineData("gzip", 2)]
    [InlineData("gzip", 5)]
    [InlineData("GZIP", 1)]
    [InlineData("x-gzip", 1)]
    public async Task AGzipBody_OfSeveralMembers_AndInAnySpelling_IsTaken(string encoding, int members)
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var body = new SentCall("packed").Turn(1).ToByteArray();
        var part = (body.Length / members) + 1;
        byte[] packed = [.. body.Chunk(part).SelectMany(Gzip)];

        Assert.Equal(HttpStatusCode.OK, await SendAsync(dashboard, packed, encoding));
        await dashboard.StoredAsync();
        Assert.Equal(1, (await dashboard.GetAsync("/api/turns?session=packed")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task AGzipBody_CutOffAnywhere_IsRefused()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var body = new SentCall("packed").Turn(1).ToByteArray();
        byte[] first = Gzip(body[..100]);
        byte[] packed = [.. first, .. Gzip(body[100..])];

        // Between two members nobody can tell, and there the message itself is cut off.
        for (var length = 1; length < packed.Length; length += length < first.Length + 20 || length > packed.Length - 20 ? 1 : 37)
        {
            Assert.Equal((length, HttpStatusCode.BadRequest), (length, await SendAsync(dashboard, packed[..length], "gzip")));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(dashboard, [.. packed, 1, 2, 3], "gzip"));
    }

    [Theory]
    [InlineData("logs", """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1780000000000000000","severityNumber":"SEVERITY_NUMBER_INFO","body":{"stringValue":"x"}}]}]}]}""")]
    [InlineData("metrics", """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"x","sum":{"aggregationTemporality":"AGGREGATION_TEMPORALITY_CUMULATIVE","dataPoints":[{"timeUnixNano":"1780000000000000000","asInt":"1"}]}}]}]}]}""")]
    [InlineData("traces", """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708","kind":"SPAN_KIND_SERVER","status":{"code":"STATUS_CODE_ERROR"},"startTimeUnixNano":"1780000000000000000","endTimeUnixNano":"1780000000000000001"}]}]}]}""")]
    [InlineData("traces", """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708","kind":2.0,"status":{"code":2.0},"droppedAttributesCount":0.0,"startTimeUnixNano":1780000000000000000.0,"endTimeUnixNano":"1780000000000000001","attributes":[{"key":"n","value":{"intValue":2.0}}]}]}]}]}""")]
    public async Task OtlpJson_WithEnumsByName_AndWholeNumbersWithAPoint_IsTaken(string signal, string json)
    {
        await using var dashboard = await DashboardHost.StartAsync();

        using var request = dashboard.Request(signal, Encoding.UTF8.GetBytes(json), "application/json");
        using var answer = await dashboard.Client.SendAsync(request);

        Assert.Equal("{ }", await answer.Content.ReadAsStringAsync());
        await dashboard.StoredAsync();
        if (signal == "traces")
        {
            var span = (await dashboard.GetAsync("/api/traces/0102030405060708090a0b0c0d0e0f10")).GetProperty("tree")[0];
            Assert.Equal(("server", "error"), (span.GetProperty("kind").GetString(), span.GetProperty("status").GetString()));
            Assert.True(!span.GetProperty("attributes").TryGetProperty("n", out var number) || number.GetInt32() == 2);
        }
    }

    [Fact]
    public async Task ASpanWithoutAnEnd_IsAFinding_AndMakesNoPhaseOfFiftyYears()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        foreach (var (name, number) in new[] { ("voice.turn", 1), ("voice.user_speech", 2), ("voice.endpointing", 3), ("realtime_inference gpt-realtime", 4), ("voice.agent_speech", 5) })
        {
            var request = new SentCall($"open-{number}", number).Turn(1);
            request.ResourceSpans[0].ScopeSpans[0].Spans.Single(span => span.Name == name).EndTimeUnixNano = 0;
            await dashboard.SendAsync(request);

            var turn = (await dashboard.GetAsync($"/api/turns?session=open-{number}")).GetProperty("items")[0];
            Assert.All(turn.GetProperty("phases").EnumerateArray(), phase => Assert.InRange(phase.GetProperty("durationMs").GetDouble(), 0, 10_000));
            Assert.InRange(turn.GetProperty("lengthMs").GetDouble(), 1_000, 10_000);
            Assert.Contains(turn.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("kind").GetString() == "unfinished" && finding.GetProperty("subject").GetString() == name);
        }
    }

    [Fact]
    public async Task AnEventWithoutATime_IsNoMark()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var request = new SentCall("timeless").Turn(1);
        request.ResourceSpans[0].ScopeSpans[0].Spans.Single(span => span.Events.Count > 0).Events[0].TimeUnixNano = 0;

        await dashboard.SendAsync(request);

        var turn = (await dashboard.GetAsync("/api/turns")).GetProperty("items")[0];
        Assert.All(turn.GetProperty("phases").EnumerateArray(), phase => Assert.InRange(phase.GetProperty("durationMs").GetDouble(), 0, 10_000));
    }

    [Fact]
    public async Task LogEventsThatComeTwice_AreThereOnce()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var call = new SentCall("twice");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await dashboard.SendAsync(call.Mark(1, "speech_started", 0));
            await dashboard.SendAsync(call.Media(500, jitterMs: 20));
        }

        var session = await dashboard.GetAsync("/api/sessions/twice");
        Assert.Equal(1, session.GetProperty("media").GetArrayLength());
        Assert.Equal(1, session.GetProperty("turns")[0].GetProperty("marks").GetArrayLength());
    }

    [Fact]
    public async Task WhatAspireShows_IsTaken_AndNotKept()
    {
        await using var dashboard = await DashboardHost.StartAsync();

        await dashboard.SendAsync(SentCall.Logs("", SentCall.StartNs, [SentCall.Text("gen_ai.conversation.id", "said")]));

        Assert.Equal(0, (await dashboard.GetAsync("/api/sessions")).GetProperty("total").GetInt32());
    }

    private static async Task<HttpStatusCode> SendAsync(DashboardHost dashboard, byte[] body, string encoding)
    {
        using var request = dashboard.Request("traces", body);
        request.Content!.Headers.ContentEncoding.Add(encoding);
        using var answer = await dashboard.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
