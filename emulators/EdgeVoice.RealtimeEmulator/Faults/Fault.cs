using EdgeVoice.RealtimeEmulator.Scripts;

namespace EdgeVoice.RealtimeEmulator.Faults;

/// <summary>One planned misbehaviour, from configuration, a request header or the admin endpoint.</summary>
internal sealed record Fault
{
    public const string NextSession = "next";
    public const string AllSessions = "all";

    public string Kind { get; init; } = "";

    /// <summary><c>next</c>, <c>all</c>, or the id of a live session.</summary>
    public string Session { get; init; } = NextSession;

    /// <summary>Only sessions opened with this <c>OpenAI-Safety-Identifier</c>, so that calls side by side do not meet each other's faults; null: anybody's.</summary>
    public string? Caller { get; init; }

    /// <summary>Responses that the session must have finished before the fault can strike.</summary>
    public int AfterResponses { get; init; }

    /// <summary>Milliseconds of wall time since then; for <c>close_1006</c> and <c>delta_stall</c> of speech sent in the response.</summary>
    public int? AfterMs { get; init; }

    /// <summary>How often it strikes; by default once, or without end for <c>all</c>.</summary>
    public int? Times { get; init; }

    /// <summary>Length of a delay or stall in milliseconds; a stall without it never ends.</summary>
    public int? DurationMs { get; init; }

    /// <summary>For <c>response_incomplete</c>: <c>max_output_tokens</c> or <c>content_filter</c>; for <c>script</c> the name of its file.</summary>
    public string? Reason { get; init; }

    /// <summary>For <c>script</c>: the script itself, instead of a file.</summary>
    public Script? Script { get; init; }
}
