namespace EdgeVoice.AppHost.Resources;

/// <summary>Who hears and speaks for the agent: OpenAI, or its emulator.</summary>
/// <param name="Resource">What agents wait for.</param>
/// <param name="Endpoint">WebSocket URL of the realtime API.</param>
/// <param name="ApiKey">Key for it.</param>
/// <param name="Model">Name of the model.</param>
internal sealed record RealtimeProvider(IResourceBuilder<IResource> Resource, ReferenceExpression Endpoint, IResourceBuilder<ParameterResource> ApiKey, string Model);
