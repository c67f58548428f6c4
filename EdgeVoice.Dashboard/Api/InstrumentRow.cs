namespace EdgeVoice.Dashboard.Api;

internal record InstrumentRow(string Resource, string Meter, string Name, string Unit, string Description, string Kind, int Series, double? Last);
