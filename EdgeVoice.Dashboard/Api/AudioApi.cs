using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

internal sealed class AudioApi(TelemetryStore store, AudioStore audio, ContentGuard guard)
{
    private const int LeastPoints = 10;
    private const int MostPoints = 4_000;
    private const int DefaultPoints = 800;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/sessions/{id}/audio", Audio);
        routes.MapGet("/api/sessions/{id}/waveform", Waveform);
    }

    private IResult Audio(HttpContext context, string id)
    {
        var query = new Query(context.Request);
        var lane = query.OneOf("lane", "both", AudioStore.Caller, AudioStore.Agent, "both");
        var (from, to) = (query.Number("from"), query.Number("to"));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (!guard.Shows)
        {
            return Problems.Make(StatusCodes.Status403Forbidden, "content-hidden", "What was said is hidden", "Set Dashboard__ShowContent=true to hear it.");
        }

        string[] names = lane == "both" ? [AudioStore.Caller, AudioStore.Agent] : [lane];
        var lanes = names.Select(name => audio.Read(id, name)).ToArray();
        if (Start(id) is not { } start || lanes.Any(found => found is null))
        {
            foreach (var opened in lanes)
            {
                opened?.Dispose();
            }

            return Problems.NotFound("audio of a session", id);
        }

        LaneReader[] known = [.. lanes.Select(found => found!)];
        // Files begin where the session began, so that every figure of the session is a place in them.
        var fromNs = start + (long)((from ?? 0) * Clock.NsPerMs);
        var toNs = to is { } end ? start + (long)(end * Clock.NsPerMs) : known.Max(found => found.EndNs);
        var frames = Math.Clamp(LaneReader.Samples(toNs - fromNs), 0, AudioStore.SampleRate * 4L * 3600);
        return Results.Stream(new WavStream(known, fromNs, frames), "audio/wav", enableRangeProcessing: true);
    }

    private IResult Waveform(HttpContext context, string id)
    {
        var query = new Query(context.Request);
        var lane = query.OneOf("lane", AudioStore.Caller, AudioStore.Caller, AudioStore.Agent);
        var points = query.Whole("points", DefaultPoints, LeastPoints, MostPoints);
        var (from, to) = (query.Number("from"), query.Number("to"));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        using var reader = audio.Read(id, lane);
        if (reader is null || Start(id) is not { } start)
        {
            return Problems.NotFound("audio of a session", id);
        }

        var fromNs = start + (long)((from ?? 0) * Clock.NsPerMs);
        var toNs = Math.Min(to is { } end ? start + (long)(end * Clock.NsPerMs) : reader.EndNs, fromNs + (4L * 3600 * 1_000_000_000));
        var perPoint = Math.Max(1, (int)(LaneReader.Samples(Math.Max(0, toNs - fromNs)) / points));
        var samples = new short[perPoint];
        var peaks = new double?[points];
        for (var point = 0; point < points; point++)
        {
            var kept = reader.Read(fromNs + LaneReader.Ns((long)point * perPoint), samples);
            peaks[point] = kept == 0 ? null : Math.Round(samples.Max(sample => Math.Abs((int)sample)) / 32_768.0, 4);
        }

        return Results.Json(new { Lane = lane, FromMs = Clock.Ms(fromNs - start), ToMs = Clock.Ms(toNs - start), Peaks = peaks }, ApiJson.Options);
    }

    private long? Start(string id) => store.Read(view => view.Sessions.Find(id)?.StartNs);
}
