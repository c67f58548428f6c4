using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.Bench.Hosting;

/// <summary>A resource of the AppHost as it is now; what the bench needs of it.</summary>
/// <param name="Id">Name under which the orchestrator runs it.</param>
/// <param name="Http">Where it serves; nothing when it does not.</param>
internal sealed record ResourceView(string Name, string Id, string? State, HealthStatus? Health, Uri? Http, int? ProcessId)
{
    public bool IsUp => State == KnownResourceStates.Running && Health is HealthStatus.Healthy;

    public static ResourceView Of(ResourceEvent change)
    {
        var url = change.Snapshot.Urls.FirstOrDefault(url => url.Name == "http")?.Url.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        var process = change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
        return new(
            change.Resource.Name,
            change.ResourceId,
            change.Snapshot.State?.Text,
            change.Snapshot.HealthStatus,
            url is null ? null : new Uri(url),
            process is null ? null : Convert.ToInt32(process, CultureInfo.InvariantCulture));
    }
}
