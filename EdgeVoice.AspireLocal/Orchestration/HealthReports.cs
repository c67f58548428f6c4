using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Health reports before the first answer.</summary>
internal static class HealthReports
{
    public static ImmutableArray<HealthReportSnapshot> NotAskedYet(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => new HealthReportSnapshot(check.Key, null, null, null))];
}
