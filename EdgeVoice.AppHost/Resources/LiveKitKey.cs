namespace EdgeVoice.AppHost.Resources;

/// <summary>The key pair with which tokens for LiveKit are signed.</summary>
internal sealed record LiveKitKey(IResourceBuilder<ParameterResource> Key, IResourceBuilder<ParameterResource> Secret);
