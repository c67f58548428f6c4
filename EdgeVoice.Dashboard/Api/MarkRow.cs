namespace EdgeVoice.Dashboard.Api;

internal sealed record MarkRow(string Name, double AtMs);
