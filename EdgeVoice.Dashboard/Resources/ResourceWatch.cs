using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.Dashboard.Api;

namespace EdgeVoice.Dashboard.Resources;

/// <summary>The state of all resources as the AppHost tells its changes, for the live page and for those who follow.</summary>
internal sealed class ResourceWatch(ResourceService service, ChangeFeed feed, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Version, JsonObject Resource)> _resources = [];
    private long _version;

    /// <summary>Empty when the AppHost does not answer.</summary>
    public JsonObject[] All
    {
        get
        {
            lock (_lock)
            {
                return [.. _resources.Values.Select(known => known.Resource)];
            }
        }
    }

    /// <summary>What changed since that version, which is moved on.</summary>
    public JsonObject[] Since(ref long version)
    {
        lock (_lock)
        {
            var since = version;
            version = _version;
            return [.. _resources.Values.Where(known => known.Version > since).OrderBy(known => known.Version).Select(known => known.Resource)];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (service.IsConfigured && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or OperationCanceledException)
            {
                // It is being started anew, or gone: what it said is not true any more.
            }

            Forget();
            try
            {
                await Task.Delay(s_pause, time, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var response = await service.SendAsync(HttpMethod.Get, "api/resources/watch", cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0 && JsonNode.Parse(line) is JsonObject sent && sent["name"]?.GetValue<string>() is { } name)
            {
                lock (_lock)
                {
                    _resources[name] = (++_version, ResourceService.Normalize(sent));
                }

                feed.Poke();
            }
        }
    }

    private void Forget()
    {
        lock (_lock)
        {
            _resources.Clear();
        }
    }
}
