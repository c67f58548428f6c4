using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.AspireLocal.Health;

/// <summary>Registers HTTP health checks.</summary>
internal static class HttpHealthChecks
{
    public static IResourceBuilder<T> AddHttpHealthCheck<T>(this IResourceBuilder<T> builder, string path, int statusCode, string? endpointName)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(candidate => endpointName is null
                ? candidate.UriScheme is "http" or "https"
                : string.Equals(candidate.Name, endpointName, StringComparison.OrdinalIgnoreCase)) ??
            throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' has no endpoint '{endpointName ?? "http"}' for its health check: call WithHttpEndpoint first.");
        var reference = builder.Resource.GetEndpoint(endpoint.Name);
        var key = string.Create(CultureInfo.InvariantCulture, $"{builder.Resource.Name}_{endpoint.Name}_{path}_{statusCode}_check");
        if (builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(check => check.Key == key))
        {
            throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.");
        }

        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key, services => new HttpHealthCheck(services.GetRequiredService<HealthHttpClient>(), reference, path, statusCode), null, null));
        return builder.WithHealthCheck(key);
    }
}
