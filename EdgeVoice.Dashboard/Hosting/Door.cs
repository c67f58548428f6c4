namespace EdgeVoice.Dashboard.Hosting;

/// <summary>Marks a connection by the listener it came to, so that telemetry cannot be sent to the pages, nor pages read where telemetry comes in.</summary>
internal sealed record Door(bool IsTelemetry);
