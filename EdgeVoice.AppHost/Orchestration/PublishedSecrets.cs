namespace Aspire.Hosting;

/// <summary>Secrets that only a published cell or a real service needs.</summary>
internal static class PublishedSecrets
{
    /// <summary>
    /// A parameter that is given from outside and that publishing does without: what is published names the secret and holds no value. Aspire would ask for
    /// it, and without a terminal wait for the answer for ever.
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddGivenSecret(this IDistributedApplicationBuilder builder, string name) => builder.ExecutionContext.IsPublishMode
        ? builder.AddParameter(name, () => builder.Configuration[$"Parameters:{name}"] ?? "", secret: true)
        : builder.AddParameter(name, secret: true);
}
