using EdgeVoice.RealtimeEmulator.Faults;

namespace EdgeVoice.RealtimeEmulator.Configuration;

/// <summary>The section <c>RealtimeEmulator</c>.</summary>
internal sealed class RealtimeEmulatorOptions
{
    public const string SectionName = "RealtimeEmulator";

    /// <summary>The one key that clients and the admin endpoints must send as a bearer token.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Age at which a session is closed; the provider allows 60 minutes.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>How many seconds of speech are sent in one second.</summary>
    public double Speed { get; set; } = 20;

    /// <summary>Length of one audio delta in milliseconds of speech.</summary>
    public int DeltaMilliseconds { get; set; } = 100;

    /// <summary>The latest moment, in milliseconds after the commit, at which the user's transcript comes; the provider promises none.</summary>
    public int TranscriptWithinMs { get; set; } = 900;

    public RateLimitsPosition RateLimits { get; set; } = RateLimitsPosition.End;

    /// <summary>Makes delays and ids repeatable; without it they are random.</summary>
    public int? Seed { get; set; }

    /// <summary>Folder of the scenario files; without it the one beside the program.</summary>
    public string? ScenarioDirectory { get; set; }

    /// <summary>Longest wait for the speech process to say one text.</summary>
    public TimeSpan SpeechTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes that may wait for a client that does not read, before its connection is cut.</summary>
    public int OutboundLimitBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Ended sessions kept for <c>/admin/sessions</c>.</summary>
    public int KeptSessions { get; set; } = 200;

    /// <summary>Which of the provider's regions this is; nothing when it is nowhere, and then nobody is far from it.</summary>
    public string Region { get; set; } = "";

    /// <summary>Whether clients that say where they are (<c>/from/{region}/…</c>) feel the distance.</summary>
    public bool Distances { get; set; } = true;

    public List<Fault> Faults { get; set; } = [];
}
