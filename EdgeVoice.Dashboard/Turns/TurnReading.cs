using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>What telemetry says about one turn, whoever traced it, before anything is computed. Times are nanoseconds since 1970.</summary>
internal sealed record TurnReading
{
    public required string SessionId { get; init; }

    public required int Index { get; init; }

    public int Generation { get; init; } = 1;

    public string? TraceId { get; init; }

    public required string Source { get; init; }

    public string? Region { get; init; }

    public string? Persona { get; init; }

    public bool ByCaller { get; init; }

    /// <summary>Null while the turn is in progress.</summary>
    public string? Outcome { get; init; }

    public required long StartNs { get; init; }

    public required long EndNs { get; init; }

    /// <summary>When something last came of it, by this machine's clock. All other times are by the sender's, which may be off.</summary>
    public long ReceivedNs { get; init; }

    public long? SpeechStarted { get; init; }

    public long? SpeechEnded { get; init; }

    public long? Committed { get; init; }

    public long? ResponseStarted { get; init; }

    public long? FirstAudio { get; init; }

    public long? PlayoutStarted { get; init; }

    public long? PlayoutEnded { get; init; }

    public long? ResponseEnded { get; init; }

    /// <summary>When the caller heard the agent; the whole of play-out when nobody tells the pauses.</summary>
    public IReadOnlyList<Interval> AgentSpeech { get; init; } = [];

    public IReadOnlyList<ToolSpan> Tools { get; init; } = [];

    /// <summary>The tracer's own figures, which are compared with the marks.</summary>
    public double? ReportedSilenceMs { get; init; }

    public double? BargeInStopMs { get; init; }

    public double? GeneratedMs { get; init; }

    public double? HeardMs { get; init; }

    public string? UserText { get; init; }

    public string? AgentText { get; init; }

    public string? HeardText { get; init; }

    public Tokens? Tokens { get; init; }

    public string? Model { get; init; }

    public Network Network { get; init; } = Network.Unknown;

    /// <summary>Spans of the turn, in no order.</summary>
    public IReadOnlyList<Span> Spans { get; init; } = [];

    /// <summary>How many spans the tracer says that it made.</summary>
    public int? SpansMade { get; init; }

    /// <summary>Wrong things that the reader saw.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
