using System.Diagnostics;

namespace EdgeVoice.Agent.Telemetry;

internal static class AgentActivitySource
{
    public const string Name = "EdgeVoice.Agent";

    public static readonly ActivitySource Instance = new(Name);
}
