namespace EdgeVoice.AppHost.Resources;

/// <summary>One of the emulated provider's regions.</summary>
internal sealed class ProviderRegionResource(string name) : Resource(name);
