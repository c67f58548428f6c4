namespace EdgeVoice.Dashboard.Storage;

/// <summary>Who sent it.</summary>
/// <param name="Name"><c>service.name</c>.</param>
internal sealed record TelemetryResource(string Name, string InstanceId, Attributes Attributes);
