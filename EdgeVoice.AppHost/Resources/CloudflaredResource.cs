namespace EdgeVoice.AppHost.Resources;

/// <summary>The tunnel of a region, where nothing needs to be tunnelled.</summary>
internal sealed class CloudflaredResource(string name) : Resource(name);
