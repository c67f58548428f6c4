using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>The resources of the model and what is known of them now.</summary>
internal sealed class ResourceCatalog(DistributedApplicationModel model, ResourceNotificationService notifications, IServiceProvider services)
{
    private const string Masked = "(hidden)";

    public IEnumerable<string> Names => model.Resources.Select(resource => resource.Name);

    public IResource? Find(string name) => model.Resources.FirstOrDefault(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase));

    public IReadOnlyList<ResourceDto> All() => [.. model.Resources.Select(Describe)];

    public ResourceDto Describe(IResource resource)
    {
        var snapshot = notifications.TryGetCurrentState(resource.Name, out var current) ? current.Snapshot : null;
        return new(
            resource.Name,
            snapshot?.ResourceType ?? resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal),
            snapshot?.State?.Text,
            Lower(snapshot?.HealthStatus),
            [.. (snapshot?.HealthReports ?? []).Select(report => new HealthReportDto(report.Name, Lower(report.Status), report.Description))],
            [.. (snapshot?.Urls ?? []).Where(url => !url.IsInternal).Select(url => new UrlDto(url.Name, url.Url))],
            (resource as IResourceWithParent)?.Parent.Name,
            snapshot?.StartTimeStamp is { } started ? DateTime.SpecifyKind(started, DateTimeKind.Utc) : null,
            snapshot?.ExitCode,
            (snapshot?.Properties ?? []).ToDictionary(property => property.Name, property => property.IsSensitive ? Masked : Convert.ToString(property.Value, CultureInfo.InvariantCulture)),
            snapshot is null ? [] : [.. Commands(resource, snapshot)]);
    }

    /// <summary>All resources, then each that changed in something that can be seen.</summary>
    public async IAsyncEnumerable<ResourceDto> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in All())
        {
            seen[resource.Name] = JsonSerializer.Serialize(resource, ServiceJson.Options);
            yield return resource;
        }

        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            var resource = Describe(change.Resource);
            var text = JsonSerializer.Serialize(resource, ServiceJson.Options);
            if (seen.GetValueOrDefault(resource.Name) != text)
            {
                seen[resource.Name] = text;
                yield return resource;
            }
        }
    }

    public ResourceCommandState StateOf(ResourceCommandAnnotation command, IResource resource) => notifications.TryGetCurrentState(resource.Name, out var current)
        ? command.UpdateState(new UpdateCommandStateContext { ResourceSnapshot = current.Snapshot, Services = services })
        : ResourceCommandState.Disabled;

    private IEnumerable<CommandDto> Commands(IResource resource, CustomResourceSnapshot snapshot)
    {
        foreach (var command in resource.Annotations.OfType<ResourceCommandAnnotation>())
        {
            var state = command.UpdateState(new UpdateCommandStateContext { ResourceSnapshot = snapshot, Services = services });
            if (state != ResourceCommandState.Hidden)
            {
                yield return new(
                    command.Name, command.DisplayName, command.DisplayDescription, command.ConfirmationMessage, state == ResourceCommandState.Enabled ? "enabled" : "disabled");
            }
        }
    }

    private static string? Lower(HealthStatus? status) => status?.ToString().ToLowerInvariant();
}
