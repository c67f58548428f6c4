namespace EdgeVoice.Dashboard.Turns;

/// <summary>A turn with everything that was computed of it. Immutable: a turn that grows is replaced.</summary>
internal sealed class Turn
{
    private Turn(TurnReading reading, TurnRow row, IReadOnlyList<(string Name, double Ms)> components)
    {
        Reading = reading;
        Row = row;
        Components = components;
    }

    public TurnReading Reading { get; }

    public TurnRow Row { get; }

    /// <summary>What a turn's wait consists of, by the names that a cause can have.</summary>
    public IReadOnlyList<(string Name, double Ms)> Components { get; }

    public bool InProgress => Reading.Outcome is null;

    public static string IdOf(string session, int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{session}.{index}");

    public static Turn From(TurnReading reading, PriceList prices)
    {
        var phases = PhaseBuilder.Build(reading);
        var row = new TurnRow
        {
            Id = IdOf(reading.SessionId, reading.Index),
            SessionId = reading.SessionId,
            Index = reading.Index,
            Generation = reading.Generation,
            TraceId = reading.TraceId,
            Region = reading.Region,
            Persona = reading.Persona,
            Initiator = reading.ByCaller ? "caller" : "agent",
            Outcome = reading.Outcome ?? "in_progress",
            Interrupted = reading.Outcome == "interrupted",
            StartedAt = Clock.Text(reading.StartNs),
            LengthMs = Clock.Ms(reading.EndNs - reading.StartNs),
            HeardSilenceMs = Silence(reading) + (reading.Network.MediaPathMs ?? 0),
            MediaPathMs = Silence(reading) is null ? null : reading.Network.MediaPathMs,
            BargeInStopMs = reading.BargeInStopMs,
            Tools = [.. reading.Tools.OrderBy(tool => tool.Start).Select(tool => tool.Name)],
            Phases = phases,
            Findings = TurnChecks.Find(reading, phases),
            Tokens = reading.Tokens,
            Cost = prices.Cost(reading.Model, reading.Tokens),
            Model = reading.Model,
            Source = reading.Source,
        };
        return new Turn(reading, row, [.. TurnComponents.Of(reading, phases)]);
    }

    // On the audio clock where the marks are; a tracer without them may still know the figure.
    private static double? Silence(TurnReading reading) => !reading.ByCaller ? null
        : reading.PlayoutStarted - reading.SpeechEnded is { } marks ? Clock.Ms(marks)
        : reading.ReportedSilenceMs;
}
