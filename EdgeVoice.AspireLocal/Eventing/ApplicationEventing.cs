using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace EdgeVoice.AspireLocal.Eventing;

/// <summary>Calls the subscribers of an event one after the other.</summary>
internal sealed class ApplicationEventing : IDistributedApplicationEventing
{
    private readonly Lock _gate = new();
    private readonly List<(Type Event, IResource? Resource, DistributedApplicationEventSubscription Subscription)> _subscriptions = [];

    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent =>
        Add(null, callback);

    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent => Add(resource, callback);

    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.RemoveAll(entry => entry.Subscription == subscription);
        }
    }

    public async Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent
    {
        (Type Event, IResource? Resource, DistributedApplicationEventSubscription Subscription)[] subscriptions;
        lock (_gate)
        {
            subscriptions = [.. _subscriptions];
        }

        var resource = (@event as IDistributedApplicationResourceEvent)?.Resource;
        foreach (var entry in subscriptions.Where(entry => entry.Event == typeof(T) && (entry.Resource is null || entry.Resource == resource)))
        {
            await entry.Subscription.Callback(@event, cancellationToken);
        }
    }

    private DistributedApplicationEventSubscription Add<T>(IResource? resource, Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent
    {
        var subscription = new DistributedApplicationEventSubscription((@event, cancellationToken) => callback((T)@event, cancellationToken));
        lock (_gate)
        {
            _subscriptions.Add((typeof(T), resource, subscription));
        }

        return subscription;
    }
}
