using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.AppHost.Postgres;
using EdgeVoice.AppHost.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>How the database server runs on this machine; published it is what AddPostgres says.</summary>
internal static class PostgresRunExtensions
{
    /// <summary>
    /// An existing server where <c>EdgeVoice:Postgres:ConnectionString</c> names one, the container where containers are asked for and in publish
    /// mode, otherwise a process of this machine.
    /// </summary>
    public static IResourceBuilder<PostgresServerResource> RunAs(this IResourceBuilder<PostgresServerResource> postgres, EdgeVoiceSettings settings)
    {
        var builder = postgres.ApplicationBuilder;
        return builder.UsesContainers() ? postgres.WithDataVolume("edgevoice-postgres-data")
            : builder.Configuration["EdgeVoice:Postgres:ConnectionString"] is { Length: > 0 } existing ? postgres.RunAsExisting(existing)
            : postgres.RunEmbedded(Path.Combine(settings.StateDirectory, "postgres"));
    }

    /// <summary>
    /// As a process from npm's PostgreSQL binaries, with its data in the folder: a child resource <c>{name}-server</c>, which the orchestrator starts,
    /// logs and ends as all others. What refers to the server sees no difference to the container.
    /// </summary>
    public static IResourceBuilder<PostgresServerResource> RunEmbedded(this IResourceBuilder<PostgresServerResource> postgres, string folder)
    {
        var builder = postgres.ApplicationBuilder;
        if (builder.ExecutionContext.IsPublishMode)
        {
            return postgres;
        }

        var server = postgres.WithoutContainer().Resource;
        var cluster = new PostgresCluster(server, folder, builder.AppHostDirectory);
        var (program, prefix) = Launcher();
        IReadOnlyList<string> command = [];
        var process = builder.AddExecutable($"{server.Name}-server", program, builder.AppHostDirectory)
            .WithArgs(context =>
            {
                foreach (var argument in prefix.Concat(command))
                {
                    context.Args.Add(argument);
                }
            })
            .WithParentRelationship(postgres)
            .WithIconName("DatabaseLightning")
            .OnBeforeResourceStarted(async (resource, started, cancellationToken) =>
            {
                await started.Services.GetRequiredService<PostgresStates>().AllocateAsync(server, "localhost", cancellationToken);
                var loggers = started.Services.GetRequiredService<ResourceLoggerService>();
                try
                {
                    command = await cluster.PrepareAsync(line => PostgresLog.Preparing(loggers.GetLogger(resource), line), cancellationToken);
                }
                catch (DistributedApplicationException exception)
                {
                    // The process's own log has it from Aspire.
                    PostgresLog.CannotStart(loggers.GetLogger(server), exception.Message);
                    throw;
                }
            });
        // The container of services disposes of what it has made: asked for before the start, the folder is given back at the end.
        builder.Services.AddSingleton(_ => cluster);
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            start.Services.GetRequiredService<PostgresCluster>().Claim();
            return Task.CompletedTask;
        });
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => new PostgresMirror(
            process.Resource, server, services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<PostgresStates>())));
        ForwardCommands(postgres, process);
        return postgres;
    }

    /// <summary>A server that runs anyway, by its connection string.</summary>
    /// <exception cref="DistributedApplicationException">The connection string lacks something.</exception>
    public static IResourceBuilder<PostgresServerResource> RunAsExisting(this IResourceBuilder<PostgresServerResource> postgres, string connectionString)
    {
        var builder = postgres.ApplicationBuilder;
        if (builder.ExecutionContext.IsPublishMode)
        {
            return postgres;
        }

        var existing = ExistingPostgres.Parse(connectionString);
        var server = postgres.WithoutContainer().Resource;
        postgres
            .WithUserName(builder.AddParameter($"{server.Name}-existing-user", existing.User))
            .WithPassword(builder.AddParameter($"{server.Name}-existing-password", existing.Password, secret: true))
            .WithHostPort(existing.Port);
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => new ExistingPostgresStart(server, existing, services.GetRequiredService<PostgresStates>())));
        return postgres;
    }

    private static IResourceBuilder<PostgresServerResource> WithoutContainer(this IResourceBuilder<PostgresServerResource> postgres)
    {
        var annotations = postgres.Resource.Annotations;
        foreach (var annotation in annotations.Where(annotation => annotation is ContainerImageAnnotation or ContainerMountAnnotation).ToArray())
        {
            annotations.Remove(annotation);
        }

        var builder = postgres.ApplicationBuilder;
        builder.Services.AddSingleton<PostgresStates>();
        // The databases are there once the server is ready, which is when AddDatabase creates what is missing.
        builder.Eventing.Subscribe<ResourceReadyEvent>(postgres.Resource, (ready, _) =>
            ready.Services.GetRequiredService<PostgresStates>().SetDatabasesAsync(postgres.Resource, KnownResourceStates.Running));
        return postgres
            .WithIconName("Database")
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "PostgreSQL", Properties = [], State = KnownResourceStates.NotStarted });
    }

    private static void ForwardCommands(IResourceBuilder<PostgresServerResource> postgres, IResourceBuilder<ExecutableResource> process)
    {
        foreach (var (name, displayName, description, isFor) in new (string, string, string, Func<string?, bool>)[]
        {
            (ProcessCommands.Kill, "Kill", "SIGKILL, as a crash: it is restarted as after one.", state => state == KnownResourceStates.Running),
            (ProcessCommands.Down, "Take down", "SIGKILL; it stays down until it is restored.", state => state == KnownResourceStates.Running),
            (ProcessCommands.Restore, "Restore", "Starts it again.", ProcessCommands.IsDown),
        })
        {
            postgres.WithCommand(
                name,
                displayName,
                context => context.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(process.Resource, name, context.CancellationToken),
                new CommandOptions
                {
                    Description = description,
                    UpdateState = context => isFor(context.ResourceSnapshot.State?.Text) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
                });
        }
    }

    // Windows has no signals to translate.
    private static (string Program, IReadOnlyList<string> Prefix) Launcher() =>
        OperatingSystem.IsWindows() ? ("cmd.exe", ["/c"]) : ("/bin/sh", ["-c", Script.Read("postgres.sh"), "postgres"]);
}
