using System.Globalization;
using System.IO.Compression;
using System.Net;
using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVoice.Tests.Dashboard;

public sealed class ExportImportTests
{
    private static readonly string[] s_pages = ["/api/turns", "/api/turns/summary", "/api/sessions", "/api/sessions/moved", "/api/sessions/moved/waveform?lane=caller&points=50"];

    [Fact]
    public async Task ExportWipeImport_ShowsTheSameNumbers()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        await FillAsync(dashboard);
        var before = await NumbersAsync(dashboard);
        var sound = await dashboard.Client.GetByteArrayAsync(new Uri("/api/sessions/moved/audio?lane=both", UriKind.Relative));
        var zip = await dashboard.Client.GetByteArrayAsync(new Uri("/api/export", UriKind.Relative));

        using var wiped = await dashboard.Client.DeleteAsync(new Uri("/api/telemetry", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, wiped.StatusCode);
        Assert.Equal(0, (await dashboard.GetAsync("/api/turns")).GetProperty("total").GetInt32());
        var imported = await ImportAsync(dashboard, zip);
        dashboard.Services.GetRequiredService<TelemetryStore>().Sweep(long.MaxValue);

        Assert.Equal(3, imported.GetProperty("records").GetInt32());
        Assert.Equal(0, imported.GetProperty("known").GetInt32());
        Assert.Equal(before, await NumbersAsync(dashboard));
        Assert.Equal(sound, await dashboard.Client.GetByteArrayAsync(new Uri("/api/sessions/moved/audio?lane=both", UriKind.Relative)));

        var again = await ImportAsync(dashboard, zip);
        Assert.Equal((0, 0), (again.GetProperty("spans").GetInt32(), again.GetProperty("records").GetInt32()));
        dashboard.Services.GetRequiredService<TelemetryStore>().Sweep(long.MaxValue);
        Assert.Equal(before, await NumbersAsync(dashboard));
    }

    [Fact]
    public async Task AManifest_WhoseWholeNumbersHaveAPoint_IsRead()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        await FillAsync(dashboard);
        var zip = new MemoryStream();
        zip.Write(await dashboard.Client.GetByteArrayAsync(new Uri("/api/export", UriKind.Relative)));
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var stream = archive.GetEntry("manifest.json")!.Open();
            using var reader = new StreamReader(stream);
            var manifest = System.Text.RegularExpressions.Regex.Replace(await reader.ReadToEndAsync(), @"(?<=[:\[,])\d+(?=[,\]}])", "$&.0");
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(manifest));
        }

        using var wiped = await dashboard.Client.DeleteAsync(new Uri("/api/telemetry", UriKind.Relative));
        var imported = await ImportAsync(dashboard, zip.ToArray());

        Assert.Equal(4, imported.GetProperty("audioSeconds").GetDouble());
        using var wav = await dashboard.Client.GetAsync(new Uri("/api/sessions/moved/audio?lane=both", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, wav.StatusCode);
    }

    [Fact]
    public async Task StrippedOfPersonalData_TheZipHoldsFiguresOnly()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        await FillAsync(dashboard);

        using var archive = new ZipArchive(new MemoryStream(await dashboard.Client.GetByteArrayAsync(new Uri("/api/export?session=moved&strip=pii", UriKind.Relative))));

        Assert.Equal(["logs.json", "manifest.json", "traces.json"], archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain("a table for two", text, StringComparison.Ordinal);
            Assert.DoesNotContain("edgevoice.pii", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("no zip and no json")]
    [InlineData("[1,2,3]")]
    [InlineData("PK not a zip")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":7}]}""")]
    public async Task WhatCannotBeImported_IsRefused(string body)
    {
        await using var dashboard = await DashboardHost.StartAsync();

        using var answer = await dashboard.Client.PostAsync(new Uri("/api/import", UriKind.Relative), new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Audio_IsAlignedWithTheSession_AndGapsAreNotShifts()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        await FillAsync(dashboard);

        var wav = await dashboard.Client.GetByteArrayAsync(new Uri("/api/sessions/moved/audio?lane=caller", UriKind.Relative));
        short Sample(double ms) => BitConverter.ToInt16(wav, 44 + (2 * (int)(ms * AudioStore.SampleRate / 1000)));

        // One second of sound, one second that never came, one second of sound: from 500 ms after the session began.
        Assert.Equal(0, Sample(400));
        Assert.InRange(Math.Abs((int)Sample(1000)), 7_000, 9_000);
        Assert.Equal(0, Sample(2000));
        Assert.InRange(Math.Abs((int)Sample(3000)), 7_000, 9_000);
        var info = (await dashboard.GetAsync("/api/sessions/moved")).GetProperty("audio").GetProperty("lanes")[0];
        Assert.Equal(500, info.GetProperty("fromMs").GetDouble());
        Assert.Equal(1000, info.GetProperty("missingMs").GetDouble());

        using var part = new HttpRequestMessage(HttpMethod.Get, "/api/sessions/moved/audio?lane=caller");
        part.Headers.Range = new(44, 143);
        using var answer = await dashboard.Client.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(wav[44..144], await answer.Content.ReadAsByteArrayAsync());
    }

    private static async Task FillAsync(DashboardHost dashboard)
    {
        var call = new SentCall("moved");
        foreach (var index in Enumerable.Range(1, 5))
        {
            await dashboard.SendAsync(call.Turn(index, modelMs: 300 + (100 * index), toolMs: index == 3 ? 900 : null));
        }

        // A turn of which only the marks came, and the state of the media.
        await dashboard.SendAsync(call.Mark(6, "speech_started", 60_000));
        await dashboard.SendAsync(call.Mark(6, "speech_ended", 61_000));
        await dashboard.SendAsync(call.Media(2_000, jitterMs: 12));
        // The call is long over on this machine's clock; how soon that is noticed is not the matter here.
        dashboard.Services.GetRequiredService<TelemetryStore>().Sweep(long.MaxValue);
        foreach (var lane in new[] { AudioStore.Caller, AudioStore.Agent })
        {
            foreach (var start in new[] { 500, 2_500 })
            {
                var at = (SentCall.StartNs + (start * 1_000_000L)).ToString(CultureInfo.InvariantCulture);
                var samples = Enumerable.Repeat(MuLaw.Encode(8_000), AudioStore.SampleRate).ToArray();
                using var chunk = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.Http, $"/v1/audio?session=moved&lane={lane}&start={at}")) { Content = new ByteArrayContent(samples) };
                chunk.Headers.Add(OtlpKeys.Header, DashboardHost.Key);
                using var answer = await dashboard.Client.SendAsync(chunk);
                Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            }
        }
    }

    private static async Task<string> NumbersAsync(DashboardHost dashboard)
    {
        List<string> pages = [];
        foreach (var page in s_pages)
        {
            pages.Add((await dashboard.GetAsync(page)).GetRawText());
        }

        return string.Join('\n', pages);
    }

    private static async Task<System.Text.Json.JsonElement> ImportAsync(DashboardHost dashboard, byte[] zip)
    {
        using var answer = await dashboard.Client.PostAsync(new Uri("/api/import", UriKind.Relative), new ByteArrayContent(zip));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return System.Text.Json.JsonDocument.Parse(text).RootElement;
    }
}
