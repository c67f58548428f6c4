namespace EdgeVoice.Dashboard.Storage;

/// <param name="Kind">gauge, sum or histogram.</param>
internal sealed record InstrumentKey(TelemetryResource Resource, string Meter, string Name, string Unit, string Description, string Kind);
