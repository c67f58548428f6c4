using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>Serves what this AppHost runs on a loopback port: for the dashboard and for <c>--command</c>.</summary>
internal sealed class ResourceServiceHost(
    IDistributedApplicationBuilder application,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands,
    IServiceProvider provider) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _web;
    private ServiceAddress? _address;

    // Before anything is started: the dashboard's environment holds the address.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var configuration = application.Configuration;
        var key = configuration[ServiceSettings.ApiKey] is { Length: > 0 } given ? given : BearerKey.Create();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        // The AppHost's own host decides when it ends, not a signal.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _web = builder.Build();
        _web.Use(BearerKey.Require(key));
        _web.MapResources(new ResourceCatalog(model, notifications, provider), logs, commands, _stopping.Token);
        await _web.StartAsync(cancellationToken);
        var url = _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _address = new ServiceAddress(url, key, Environment.ProcessId);
        configuration[ServiceSettings.Url] = url;
        configuration[ServiceSettings.ApiKey] = key;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Only now: a run that ends because another one has the state folder must not take that one's file.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (ServiceSettings.FilePath(application.Configuration) is { } path)
        {
            ServiceFile.Write(path, _address!);
        }

        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (ServiceSettings.FilePath(application.Configuration) is { } path && _address is not null)
        {
            ServiceFile.Delete(path, _address);
        }

        await _stopping.CancelAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => _web?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_web is not null)
        {
            await _web.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
