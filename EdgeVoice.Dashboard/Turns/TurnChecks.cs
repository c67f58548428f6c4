using System.Globalization;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>What cannot be true about a turn, and what is missing from it.</summary>
internal static class TurnChecks
{
    // Rounding of the tracer's own figures and of nanoseconds to ticks.
    private const double ToleranceMs = 2;

    // Nobody talks for an hour: a clock was set in between.
    private const long LongestNs = 3_600_000 * Clock.NsPerMs;

    public static IReadOnlyList<Finding> Find(TurnReading turn, IReadOnlyList<Phase> phases)
    {
        List<Finding> findings = [.. turn.Findings];
        foreach (var phase in phases.Where(phase => phase.DurationMs < 0))
        {
            findings.Add(new(FindingKinds.NegativePhase, phase.Name, string.Create(CultureInfo.InvariantCulture, $"{phase.Name} lasts {phase.DurationMs:0.#} ms: it ends before it begins.")));
        }

        if (turn.EndNs < turn.StartNs || turn.EndNs - turn.StartNs > LongestNs)
        {
            findings.Add(new(FindingKinds.Clock, "voice.turn", string.Create(CultureInfo.InvariantCulture, $"The turn lasts {Clock.Ms(turn.EndNs - turn.StartNs):0} ms: a clock is wrong.")));
        }

        Missing(turn, findings);
        Overlaps(turn, findings);
        if (turn.ReportedSilenceMs is { } reported && turn.PlayoutStarted - turn.SpeechEnded is { } silence && Math.Abs(Clock.Ms(silence) - reported) > ToleranceMs)
        {
            findings.Add(new(FindingKinds.Mismatch, "heard_silence", string.Create(CultureInfo.InvariantCulture, $"The tracer reports {reported:0.#} ms of heard silence, its marks say {Clock.Ms(silence):0.#} ms.")));
        }

        foreach (var open in turn.Spans.Where(span => span.IsOpen))
        {
            findings.Add(new(FindingKinds.Unfinished, open.Name, $"{open.Name} was sent without an end; how long it took is not known."));
        }

        if (turn.SpansMade is { } made && turn.Spans.Count < made)
        {
            findings.Add(new(FindingKinds.DroppedSpan, "voice.turn", $"The turn has {made} spans and {turn.Spans.Count} came."));
        }

        return findings;
    }

    private static void Missing(TurnReading turn, List<Finding> findings)
    {
        var spoken = turn.PlayoutStarted is not null || turn.HeardMs > 0;
        if (turn.ByCaller)
        {
            Mark(turn.SpeechStarted, "speech_started", true);
            Mark(turn.SpeechEnded, "speech_ended", turn.Outcome is not null and not "session_closed" || spoken);
            Mark(turn.Committed, "committed", (turn.Outcome is "complete" or "tool_error") || spoken);
        }

        Mark(turn.FirstAudio, "first_audio", spoken || turn.Outcome == "complete");
        Mark(turn.PlayoutStarted, "playout_started", turn.HeardMs > 0 || turn.Outcome == "complete");
        Mark(turn.PlayoutEnded, "playout_ended", spoken && turn.Outcome is not null);

        void Mark(long? mark, string name, bool expected)
        {
            if (mark is null && expected)
            {
                findings.Add(new(FindingKinds.MissingMark, name, $"{name} is missing; what depends on it is not known."));
            }
        }
    }

    private static void Overlaps(TurnReading turn, List<Finding> findings)
    {
        foreach (var part in turn.AgentSpeech.OrderBy(part => part.Start).Zip(turn.AgentSpeech.OrderBy(part => part.Start).Skip(1)))
        {
            if (part.Second.Start < part.First.End - Clock.NsPerMs)
            {
                findings.Add(new(FindingKinds.Overlap, PhaseNames.AgentSpeech, string.Create(CultureInfo.InvariantCulture, $"Two pieces of agent speech overlap by {Clock.Ms(part.First.End - part.Second.Start):0.#} ms.")));
            }
        }

        foreach (var (name, end) in new (string, long?)[] { ("playout_ended", turn.PlayoutEnded), ("playout_started", turn.PlayoutStarted), ("committed", turn.Committed) })
        {
            if (turn.Outcome is not null && end > turn.EndNs + Clock.NsPerMs)
            {
                findings.Add(new(FindingKinds.Overlap, name, string.Create(CultureInfo.InvariantCulture, $"{name} lies {Clock.Ms(end.Value - turn.EndNs):0.#} ms after the end of its turn.")));
            }
        }
    }
}
