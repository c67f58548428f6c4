using System.IO.Compression;
using System.Text;
using System.Text.Json;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Otlp;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeVoice.Dashboard.Export;

/// <summary>One zip: OTLP JSON that other tools read too, audio, transcript.</summary>
internal sealed class ExportApi(TelemetryStore store, AudioStore audio, ContentGuard guard, TimeProvider time)
{
    private static readonly string[] s_parts = ["pii", "audio"];

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/export", Export);

    private IResult Export(HttpContext context)
    {
        var query = new Query(context.Request);
        var (sessions, strip) = (query.List("session"), query.List("strip"));
        if (strip.FirstOrDefault(part => !s_parts.Contains(part)) is { } unknown)
        {
            query.Wrong("strip", $"'{unknown}' is not known: use {string.Join(", ", s_parts)}.");
        }

        if (sessions.FirstOrDefault(id => store.Read(view => view.Sessions.Find(id)) is null) is { } missing)
        {
            query.Wrong("session", $"There is no session '{missing}'.");
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        // What is hidden on the pages does not leave by the back door.
        var content = guard.Shows && !strip.Contains("pii");
        var withAudio = content && !strip.Contains("audio");
        // A zip is written by many small synchronous writes.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        var name = sessions.Length == 1 ? sessions[0] : "sessions";
        return Results.Stream(body => WriteAsync(body, Collect(sessions), content, withAudio), "application/zip", $"edgevoice-{name}.zip");
    }

    private ExportedTelemetry Collect(string[] wanted) => store.Read(view =>
    {
        var sessions = wanted.Length == 0 ? view.Sessions.All.ToArray() : [.. wanted.Select(view.Sessions.Find).OfType<SessionRecord>()];
        var ids = sessions.Select(session => session.Id).ToHashSet();
        var traces = wanted.Length == 0 ? view.Traces.All.ToArray() : [.. view.Traces.All.Where(trace => trace.SessionId is not null && ids.Contains(trace.SessionId))];
        return new ExportedTelemetry(
            [.. sessions.Select(session => session.Id)],
            [.. traces.SelectMany(trace => trace.Spans)],
            [.. sessions.SelectMany(session => session.Records)],
            [.. sessions.SelectMany(session => session.Turns)]);
    });

    private async Task WriteAsync(Stream body, ExportedTelemetry telemetry, bool content, bool withAudio)
    {
        var writer = new OtlpWriter(key => content || !ContentGuard.IsContent(key));
        using var zip = new ZipArchive(body, ZipArchiveMode.Create, leaveOpen: true);
        await AddAsync(zip, "traces.json", OtlpJson.Format(writer.Write(telemetry.Spans))).ConfigureAwait(false);
        await AddAsync(zip, "logs.json", OtlpJson.Format(writer.Write(telemetry.Records))).ConfigureAwait(false);
        List<ExportedLane> lanes = [];
        foreach (var session in telemetry.Sessions)
        {
            if (content)
            {
                await AddAsync(zip, $"transcript/{FileName(session)}.txt", TranscriptText.Of(telemetry.Turns.Where(turn => turn.Row.SessionId == session))).ConfigureAwait(false);
            }

            foreach (var lane in withAudio ? new[] { AudioStore.Caller, AudioStore.Agent } : [])
            {
                if (audio.Read(session, lane) is { } reader)
                {
                    lanes.Add(await AddLaneAsync(zip, session, lane, reader).ConfigureAwait(false));
                }
            }
        }

        string[] stripped = [.. content ? [] : new[] { "pii" }, .. withAudio ? [] : new[] { "audio" }];
        await AddAsync(zip, "manifest.json", JsonSerializer.Serialize(new ExportManifest(1, Clock.Text(Clock.Ns(time.GetUtcNow())), telemetry.Sessions, stripped, lanes), ApiJson.Options)).ConfigureAwait(false);
    }

    private static async Task<ExportedLane> AddLaneAsync(ZipArchive zip, string session, string lane, LaneReader reader)
    {
        var file = $"audio/{FileName(session)}.{lane}.wav";
        var entry = await zip.CreateEntry(file, CompressionLevel.Fastest).OpenAsync().ConfigureAwait(false);
        var (start, chunks) = (reader.StartNs, reader.Chunks.Select(chunk => new[] { chunk.StartNs, (long)chunk.Samples }).ToArray());
        await using (entry.ConfigureAwait(false))
        {
            var wav = new WavStream([reader], start, LaneReader.Samples(reader.EndNs - start));
            await using (wav.ConfigureAwait(false))
            {
                await wav.CopyToAsync(entry).ConfigureAwait(false);
            }
        }

        return new ExportedLane(session, lane, file, start, chunks);
    }

    private static async Task AddAsync(ZipArchive zip, string name, string text)
    {
        var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync().ConfigureAwait(false);
        await using (entry.ConfigureAwait(false))
        {
            await entry.WriteAsync(Encoding.UTF8.GetBytes(text)).ConfigureAwait(false);
        }
    }

    // Ids come from whoever sends spans: they must not become paths.
    private static string FileName(string id) => string.Concat(id.Take(100).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));
}
