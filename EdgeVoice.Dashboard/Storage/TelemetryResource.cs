namespace EdgeVoice.Dashboard.Storage;

/// <summary>Who sent it.</summary>
/// <param name="Name"><c>service.name</c>.</param>
internal sealed record TelemetryResource(string Name, string InstanceId, Attributes Attributes)
{
    /// <summary>For events that are written again and of which nobody asks who sent them.</summary>
    public static TelemetryResource Agent { get; } = new("agent", "", new([new("service.name", "agent")]));
}
