namespace EdgeVoice.RealtimeEmulator.Scenarios;

/// <summary>A scenario file that cannot be used; the message names file, path and fix.</summary>
internal sealed class ScenarioException(string message) : Exception(message);
