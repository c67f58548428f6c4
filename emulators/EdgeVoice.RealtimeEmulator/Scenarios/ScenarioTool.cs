namespace EdgeVoice.RealtimeEmulator.Scenarios;

internal sealed class ScenarioTool
{
    public string Name { get; set; } = "";

    public Dictionary<string, object?> Arguments { get; set; } = [];
}
