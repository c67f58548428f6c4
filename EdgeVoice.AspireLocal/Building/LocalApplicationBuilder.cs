using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using EdgeVoice.AspireLocal.Eventing;
using EdgeVoice.AspireLocal.Health;
using EdgeVoice.AspireLocal.Orchestration;
using EdgeVoice.AspireLocal.Parameters;
using EdgeVoice.AspireLocal.Pipelines;
using EdgeVoice.AspireLocal.Publishing;
using EdgeVoice.AspireLocal.ResourceService;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.AspireLocal.Building;

/// <summary>Collects the model and the services that run or publish it.</summary>
internal sealed class LocalApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;

    public LocalApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? Metadata("AppHostDirectory") ?? Directory.GetCurrentDirectory();
        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppHostDirectory, DisableDefaults = true, Configuration = Configuration });
        var environment = Environment.EnvironmentName;
        Configuration.AddJsonFile("appsettings.json", optional: true).AddJsonFile($"appsettings.{environment}.json", optional: true);
        UserSecrets = UserSecrets.Of(AppHostAssembly);
        UserSecrets.AddTo(Configuration);
        Configuration.AddEnvironmentVariables().AddInMemoryCollection(CommandLine.Parse(options.Args ?? []));
        ExecutionContext = new(Operation());
        Console = new ResourceConsole();
        AddServices();
    }

    public ConfigurationManager Configuration { get; } = InitialConfiguration();

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public IDistributedApplicationEventing Eventing { get; } = new ApplicationEventing();

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IDistributedApplicationPipeline Pipeline { get; } = new Pipeline();

    internal UserSecrets UserSecrets { get; }

    internal ResourceConsole Console { get; }

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        LifecycleCommands.AddTo(this);
        return new DistributedApplication(_host.Build());
    }

    internal string? Metadata(string key) => AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => string.Equals(attribute.Key, $"AspireLocal:{key}", StringComparison.Ordinal))?.Value;

    // DOTNET_ENVIRONMENT must be known before the files that are named after it are read.
    private static ConfigurationManager InitialConfiguration()
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables("DOTNET_");
        return configuration;
    }

    private DistributedApplicationOperation Operation() => Configuration["AppHost:Operation"] switch
    {
        null or "" => DistributedApplicationOperation.Run,
        var name when Enum.TryParse<DistributedApplicationOperation>(name, ignoreCase: true, out var operation) => operation,
        var name => throw new DistributedApplicationException($"--operation is '{name}': it must be run or publish."),
    };

    private void AddServices()
    {
        Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true)
            // A check that fails while a process starts is what checks are for; the state shows it.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(1));
        Services.AddSingleton<IDistributedApplicationBuilder>(this);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddSingleton(Eventing);
        Services.AddSingleton(Console);
        Services.AddSingleton(services => new ResourceNotificationService());
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton(services => new ResourceCommandService(
            services.GetRequiredService<DistributedApplicationModel>(), services.GetRequiredService<ILoggerFactory>(), services));
        Services.AddSingleton<HealthHttpClient>();
        Services.AddHealthChecks();
        if (ExecutionContext.IsRunMode)
        {
            Services.AddSingleton<Guardian>();
            Services.AddSingleton(new CommandRun(Configuration));
            Services.AddHostedService<ResourceServiceHost>();
            Services.AddSingleton<Orchestrator>();
            Services.AddHostedService(services => services.GetRequiredService<Orchestrator>());
            Services.AddHostedService<ParentWatch>();
        }
        else
        {
            Services.AddOptions<PipelineOptions>().BindConfiguration("Pipeline");
            Services.AddSingleton<IPipelineOutputService, PipelineOutput>();
            Services.AddSingleton<IPipelineActivityReporter, ConsoleReporter>();
            Services.AddSingleton<StepTable>();
            Services.AddSingleton<PublishRun>();
        }
    }
}
