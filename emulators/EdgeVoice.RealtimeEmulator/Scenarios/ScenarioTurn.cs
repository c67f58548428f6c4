namespace EdgeVoice.RealtimeEmulator.Scenarios;

internal sealed class ScenarioTurn
{
    /// <summary>The transcript given for the user's speech; there is no recogniser.</summary>
    public string? User { get; set; }

    public string? Say { get; set; }

    public ScenarioTool? Tool { get; set; }

    /// <summary>Said when the tool's output has come; may hold <c>{{tool.output}}</c> or <c>{{tool.output.field}}</c>.</summary>
    public string? AfterTool { get; set; }
}
