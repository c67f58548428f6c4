namespace EdgeVoice.Agent.Telemetry;

/// <summary>Whether spans may hold what was said. Off, unless the standard variable turns it on.</summary>
internal static class ContentCapture
{
    public const string Variable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    public static bool Enabled => bool.TryParse(Environment.GetEnvironmentVariable(Variable), out var enabled) && enabled;
}
