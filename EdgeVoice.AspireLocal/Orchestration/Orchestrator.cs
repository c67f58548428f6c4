using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using EdgeVoice.AspireLocal.Parameters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Runs the model on this machine.</summary>
internal sealed class Orchestrator(
    IServiceProvider provider,
    IDistributedApplicationBuilder application,
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    ResourceNotificationService notifications,
    ResourceConsole console,
    TimeProvider time) : IHostedService, IDisposable
{
    // Longer than a service needs to hand its calls over, shorter than a person's patience.
    private const double DefaultStopSeconds = 5;

    private readonly CancellationTokenSource _stopping = new();
    private Dictionary<IResource, ResourceRunner> _runners = [];
    private PassiveResources? _passive;

    public ResourceRunner Runner(IResource resource) => _runners[resource];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ParameterValues.RequireAllAsync(model.Resources, application.AppHostDirectory, cancellationToken);
        var services = CreateServices();
        foreach (var form in LocalForms(services))
        {
            form.Claim();
        }

        new PortAllocation(console).Allocate(model.Resources);
        foreach (var resource in model.Resources.Where(resource => resource.HasAnnotationOfType<EndpointAnnotation>()))
        {
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, provider), cancellationToken);
        }

        var awaited = model.Resources.SelectMany(resource => resource.Annotations.OfType<WaitAnnotation>())
            .Where(wait => wait.WaitType == WaitType.WaitForCompletion).Select(wait => wait.Resource).ToHashSet();
        _runners = model.Resources.Where(ProcessSpecs.HasProcess).ToDictionary(
            resource => resource, resource => new ResourceRunner(resource, awaited.Contains(resource), services));
        _passive = new PassiveResources(model.Resources.Where(resource => !ProcessSpecs.HasProcess(resource)), services);
        await _passive.StartAsync();
        foreach (var runner in _runners.Values)
        {
            await notifications.PublishUpdateAsync(runner.Resource, snapshot => snapshot with
            {
                State = KnownResourceStates.NotStarted,
                Urls = ResourceUrls.Of(runner.Resource),
                Relationships = [.. runner.Resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relation => new RelationshipSnapshot(relation.Resource.Name, relation.Type))],
            });
            if (!runner.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
            {
                runner.Start(_stopping.Token);
            }
        }

        await eventing.PublishAsync(new AfterResourcesCreatedEvent(provider, model), cancellationToken);
        _ = AnnounceReadyAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var stops = new Dictionary<IResource, Task>();
        await Task.WhenAll(_runners.Values.Select(runner => StopAfterDependantsAsync(runner, stops)));
        await _stopping.CancelAsync();
        await (_passive?.StopAsync() ?? Task.CompletedTask);
    }

    public void Dispose()
    {
        foreach (var local in model.Resources.SelectMany(resource => resource.Annotations.OfType<LocalFormAnnotation>()))
        {
            local.Form.Dispose();
        }

        foreach (var runner in _runners.Values)
        {
            runner.Dispose();
        }

        _stopping.Dispose();
    }

    private RunnerServices CreateServices() => new(
        provider,
        notifications,
        provider.GetRequiredService<ResourceLoggerService>(),
        console,
        eventing,
        new HealthMonitor(provider.GetRequiredService<HealthCheckService>(), notifications, eventing, provider, time),
        new DependencyWait(notifications),
        new ProcessSpecs(application, application.ExecutionContext),
        provider.GetRequiredService<Guardian>(),
        time,
        TimeSpan.FromSeconds(application.Configuration.GetValue("AspireLocal:StopSeconds", DefaultStopSeconds)),
        _stopping.Token);

    private IEnumerable<ILocalForm> LocalForms(RunnerServices services) => model.Resources
        .Where(resource => !services.Specs.UsesContainer(resource))
        .SelectMany(resource => resource.Annotations.OfType<LocalFormAnnotation>())
        .Select(local => local.Form);

    private Task StopAfterDependantsAsync(ResourceRunner runner, Dictionary<IResource, Task> stops)
    {
        if (!stops.TryGetValue(runner.Resource, out var stop))
        {
            var dependants = _runners.Values.Where(other => other != runner && DependsOn(other.Resource, runner.Resource)).ToArray();
            stops[runner.Resource] = stop = StopAsync(dependants);
        }

        return stop;

        async Task StopAsync(ResourceRunner[] dependants)
        {
            await Task.WhenAll(dependants.Select(other => StopAfterDependantsAsync(other, stops)));
            await runner.StopAsync(CancellationToken.None);
        }
    }

    private static bool DependsOn(IResource resource, IResource on) => resource.Annotations.OfType<WaitAnnotation>()
        .Any(wait => wait.Resource == on || (wait.Resource as IResourceWithParent)?.Parent == on);

    private async Task AnnounceReadyAsync()
    {
        try
        {
            await Task.WhenAll(_runners.Values.Where(runner => !runner.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>()).Select(runner =>
                notifications.WaitForResourceAsync(
                    runner.Resource.Name, resource => resource.Snapshot is { HealthStatus: HealthStatus.Healthy, IsReady: true } or { ExitCode: 0, State.Text: "Finished" }, _stopping.Token)));
            using var self = Process.GetCurrentProcess();
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ready in {(DateTime.Now - self.StartTime).TotalSeconds:0.0} s"));
        }
        catch (OperationCanceledException)
        {
            // Stopped before it was ready.
        }
    }
}
