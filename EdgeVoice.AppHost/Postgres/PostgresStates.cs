using Aspire.Hosting.Eventing;

namespace EdgeVoice.AppHost.Postgres;

/// <summary>Tells Aspire of a server that its orchestrator does not run as a container.</summary>
internal sealed class PostgresStates(
    IServiceProvider services, DistributedApplicationModel model, IDistributedApplicationEventing eventing, ResourceNotificationService notifications)
{
    private readonly HashSet<PostgresServerResource> _announced = [];

    /// <summary>From now on there is an address and a connection string, for the databases as well. Once, however often its process starts.</summary>
    public async Task AllocateAsync(PostgresServerResource server, string host, CancellationToken cancellationToken)
    {
        if (!_announced.Add(server))
        {
            return;
        }

        var endpoint = server.PrimaryEndpoint.EndpointAnnotation;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, host, endpoint.Port!.Value);
        await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(server, services), cancellationToken);
        await eventing.PublishAsync(new ConnectionStringAvailableEvent(server, services), cancellationToken);
        foreach (var database in Databases(server))
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(database, services), cancellationToken);
        }
    }

    public async Task SetAsync(PostgresServerResource server, ResourceStateSnapshot? state)
    {
        var isDown = KnownResourceStates.TerminalStates.Contains(state?.Text);
        await notifications.PublishUpdateAsync(server, snapshot => snapshot.State == state ? snapshot : snapshot with
        {
            State = state,
            Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = state?.Text != KnownResourceStates.Running })],
        });
        if (isDown)
        {
            await SetDatabasesAsync(server, KnownResourceStates.Exited);
        }
    }

    public Task SetDatabasesAsync(PostgresServerResource server, string state)
    {
        var style = state == KnownResourceStates.Running ? KnownResourceStateStyles.Success : null;
        return Task.WhenAll(Databases(server).Select(database =>
            notifications.PublishUpdateAsync(database, snapshot => snapshot with { State = new ResourceStateSnapshot(state, style) })));
    }

    private IEnumerable<PostgresDatabaseResource> Databases(PostgresServerResource server) =>
        model.Resources.OfType<PostgresDatabaseResource>().Where(database => database.Parent == server);
}
