using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.AspireLocal.Health;

/// <summary>Asks a resource by HTTP.</summary>
internal sealed class HttpHealthCheck(HealthHttpClient client, EndpointReference endpoint, string path, int statusCode) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var uri = new Uri(new Uri(endpoint.Url), path);
        try
        {
            var status = await client.GetStatusAsync(uri, cancellationToken);
            return status == statusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{uri} answered {status} instead of {statusCode}");
        }
        catch (HttpRequestException exception)
        {
            return HealthCheckResult.Unhealthy($"{uri} did not answer: {exception.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"{uri} did not answer in time");
        }
    }
}
