using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Configuration;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Api;

/// <summary>The core page's answer: one call with everything that is known of it.</summary>
internal sealed class SessionDetails(TelemetryStore store, TurnQueries queries, AudioStore audio, SpanRows spans, ContentGuard guard, IOptions<DashboardOptions> options)
{
    public object? Find(string id)
    {
        var found = store.Read(view => view.Sessions.Find(id) is { } session
            ? (Row: session.Row(audio.Has(id)), session.StartNs, session.EndNs, Turns: session.Turns.ToArray(), Media: session.Media.ToArray())
            : default);
        if (found.Row is null)
        {
            return null;
        }

        var snapshot = queries.Take();
        return new
        {
            Session = found.Row,
            Turns = found.Turns.Select(turn => Show(turn, found.StartNs, snapshot)),
            Medians = new { Session = snapshot.Session(id), snapshot.Fleet },
            Audio = audio.Info(id, found.StartNs),
            Media = found.Media.Select(sample => new
            {
                AtMs = Clock.Ms(sample.AtNs - found.StartNs),
                sample.CallerRttMs,
                sample.CallerJitterMs,
                sample.CallerLossPercent,
                sample.JitterBufferMs,
                sample.PlayoutBufferMs,
            }),
            Budgets = options.Value.Budgets.Select(budget => new { Name = budget.Key, Ms = budget.Value }),
        };
    }

    private TurnDetail Show(Turn turn, long sessionStart, Snapshot snapshot)
    {
        var reading = turn.Reading;
        var causes = snapshot.Causes(turn);
        var captured = reading.UserText is not null || reading.AgentText is not null;
        return new TurnDetail
        {
            Id = turn.Row.Id,
            SessionId = turn.Row.SessionId,
            Index = turn.Row.Index,
            Generation = turn.Row.Generation,
            TraceId = turn.Row.TraceId,
            Region = turn.Row.Region,
            Persona = turn.Row.Persona,
            Initiator = turn.Row.Initiator,
            Outcome = turn.Row.Outcome,
            Interrupted = turn.Row.Interrupted,
            StartedAt = turn.Row.StartedAt,
            LengthMs = turn.Row.LengthMs,
            HeardSilenceMs = turn.Row.HeardSilenceMs,
            MediaPathMs = turn.Row.MediaPathMs,
            BargeInStopMs = turn.Row.BargeInStopMs,
            Tools = turn.Row.Tools,
            Phases = turn.Row.Phases,
            Cause = causes.Count > 0 ? causes[0] : null,
            Findings = turn.Row.Findings,
            Tokens = turn.Row.Tokens,
            Cost = turn.Row.Cost,
            Model = turn.Row.Model,
            Source = turn.Row.Source,
            OffsetMs = Clock.Ms(reading.StartNs - sessionStart),
            Marks = Marks(reading),
            Transcript = captured && guard.Shows ? Transcript.Of(reading) : null,
            Content = !captured ? "not_captured" : guard.Shows ? "shown" : "hidden",
            ToolCalls = [.. reading.Tools.OrderBy(tool => tool.Start).Select(tool => new ToolCallRow(tool.Name, tool.CallId, Clock.Ms(tool.Start - reading.StartNs), Clock.Ms(tool.End - tool.Start), tool.Ok, tool.SpanId))],
            GeneratedMs = reading.GeneratedMs,
            HeardMs = reading.HeardMs,
            Network = reading.Network,
            Spans = spans.Of([.. reading.Spans]),
            Causes = causes,
        };
    }

    private static MarkRow[] Marks(TurnReading turn) =>
    [
        .. new (string Name, long? At)[]
        {
            ("speech_started", turn.SpeechStarted),
            ("speech_ended", turn.SpeechEnded),
            ("committed", turn.Committed),
            ("response_started", turn.ResponseStarted),
            ("first_audio", turn.FirstAudio),
            ("playout_started", turn.PlayoutStarted),
            ("playout_ended", turn.PlayoutEnded),
            ("response_ended", turn.ResponseEnded),
        }.Where(mark => mark.At is not null).Select(mark => new MarkRow(mark.Name, Clock.Ms(mark.At!.Value - turn.StartNs))),
    ];
}
