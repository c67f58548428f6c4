using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>What all runners share.</summary>
internal sealed record RunnerServices(
    IServiceProvider Provider,
    ResourceNotificationService Notifications,
    ResourceLoggerService Logs,
    ResourceConsole Console,
    IDistributedApplicationEventing Eventing,
    HealthMonitor Health,
    DependencyWait Dependencies,
    ProcessSpecs Specs,
    Guardian Guardian,
    TimeProvider Time,
    TimeSpan StopLimit,
    CancellationToken Stopping);
