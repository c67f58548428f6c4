namespace EdgeVoice.AppHost.Resources;

/// <param name="Key">What senders of telemetry bring.</param>
internal sealed record DashboardDoors(IResourceBuilder<ProjectResource> Dashboard, IResourceBuilder<ParameterResource> Key);
