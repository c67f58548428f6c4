namespace EdgeVoice.AppHost.Resources;

/// <summary>Who hears and speaks for the agent: OpenAI, or its emulator.</summary>
/// <param name="Resource">What agents wait for.</param>
/// <param name="Endpoints">WebSocket address of the realtime API per provider region, for an agent of the region that is named.</param>
/// <param name="ApiKey">Key for it.</param>
/// <param name="Model">Name of the model.</param>
internal sealed record RealtimeProvider(
    IResourceBuilder<IResource> Resource,
    Func<Region, IEnumerable<(string Name, ReferenceExpression Url)>> Endpoints,
    IResourceBuilder<ParameterResource> ApiKey,
    string Model);
