namespace EdgeVoice.Agent.Realtime;

/// <summary>How the provider decides that the caller has finished.</summary>
internal sealed record TurnDetection
{
    /// <summary><c>server_vad</c> or <c>semantic_vad</c>.</summary>
    public string Type { get; init; } = "server_vad";

    /// <summary>Energy threshold of server_vad, 0 to 1.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Audio kept from before the onset, in ms.</summary>
    public int PrefixPaddingMs { get; init; } = 300;

    /// <summary>Silence that ends the caller's speech, in ms.</summary>
    public int SilenceDurationMs { get; init; } = 500;

    /// <summary>Patience of semantic_vad: <c>low</c>, <c>medium</c>, <c>high</c> or <c>auto</c>.</summary>
    public string Eagerness { get; init; } = "auto";
}
