namespace EdgeVoice.RealtimeEmulator.Scenarios;

/// <summary>What the emulated model says when the session's instructions hold <see cref="Match"/>.</summary>
internal sealed class Scenario
{
    /// <summary>A phrase of the instructions; null for the default scenario.</summary>
    public string? Match { get; set; }

    /// <summary>Used when the session asks for no voice.</summary>
    public string Voice { get; set; } = "marin";

    public FirstAudio FirstAudioMs { get; set; } = new();

    /// <summary>Said when a response is asked for before the user has spoken.</summary>
    public string Greeting { get; set; } = "";

    /// <summary>Said when the idle timeout strikes.</summary>
    public string Idle { get; set; } = "Are you still there?";

    /// <summary>Said before the answer when the instructions tell of a line that was cut off.</summary>
    public string Resumed { get; set; } = "You were saying: {{user.text}}";

    /// <summary>Said when the instructions tell of a call that ends soon.</summary>
    public string EndsSoon { get; set; } = "This call ends soon.";

    /// <summary>Said when the instructions tell of a call that ends.</summary>
    public string EndsNow { get; set; } = "Our time is up. Please call again. Goodbye.";

    /// <summary>Turn n answers the n-th user message of the conversation.</summary>
    public List<ScenarioTurn> Turns { get; set; } = [];

    /// <summary>Answers turns beyond the last; without it the turns start again.</summary>
    public ScenarioTurn? Fallback { get; set; }

    public ScenarioTurn TurnFor(int userTurn) =>
        userTurn <= Turns.Count || Fallback is null ? Turns[Math.Max(0, userTurn - 1) % Turns.Count] : Fallback;

    /// <summary>Texts that can be spoken beforehand because nothing has to be filled in.</summary>
    public IEnumerable<string> FixedTexts() =>
        new[] { Greeting, Idle, Fallback?.Say, Fallback?.AfterTool }
            .Concat(Turns.SelectMany(turn => new[] { turn.Say, turn.AfterTool }))
            .OfType<string>()
            .Where(text => text.Length > 0 && !text.Contains("{{", StringComparison.Ordinal));
}
