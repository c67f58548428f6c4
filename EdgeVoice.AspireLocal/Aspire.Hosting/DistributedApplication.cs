using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using EdgeVoice.AspireLocal.Building;
using EdgeVoice.AspireLocal.Publishing;
using EdgeVoice.AspireLocal.ResourceService;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>The application: runs its resources on this machine, or publishes them.</summary>
public class DistributedApplication(IHost host) : IHost, IAsyncDisposable
{
    public IServiceProvider Services => host.Services;

    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        ErrorReport.Install(details: args.SkipWhile(arg => arg != "--include-exception-details").Skip(1).FirstOrDefault() == "true");
        return CreateBuilder(new DistributedApplicationOptions { Args = args });
    }

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new LocalApplicationBuilder(options);

    /// <exception cref="DistributedApplicationException">The application cannot run; the message says what to do.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var model = Services.GetRequiredService<DistributedApplicationModel>();
        await Services.GetRequiredService<IDistributedApplicationEventing>().PublishAsync(new BeforeStartEvent(Services, model), cancellationToken);
        await host.StartAsync(cancellationToken);
    }

    public virtual Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode)
        {
            await Services.GetRequiredService<PublishRun>().RunAsync(cancellationToken);
            return;
        }

        if (CommandRun.IsAsked(Services.GetRequiredService<IDistributedApplicationBuilder>().Configuration))
        {
            await Services.GetRequiredService<CommandRun>().RunAsync(Console.Out, cancellationToken);
            return;
        }

        await StartAsync(cancellationToken);
        await host.WaitForShutdownAsync(cancellationToken);
    }

    public void Run()
    {
        try
        {
            RunAsync().GetAwaiter().GetResult();
        }
        finally
        {
            DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    public virtual void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}
