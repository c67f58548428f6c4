using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using EdgeVoice.AppHost.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Bench.Hosting;

/// <summary>An AppHost in this process, by Aspire's testing library: free ports, secrets and a state folder of its own that are gone afterwards.</summary>
internal sealed class OwnAppHost : IAsyncDisposable
{
    private static readonly TimeSpan s_readyLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(60);

    private readonly DistributedApplication _application;
    private readonly ResourceLines _lines;
    private readonly bool _ownsState;

    private OwnAppHost(DistributedApplication application, string stateDirectory, bool ownsState)
    {
        _application = application;
        _ownsState = ownsState;
        StateDirectory = stateDirectory;
        Resources = new ResourceClient(application);
        _lines = new ResourceLines(application);
    }

    public string StateDirectory { get; }

    public ResourceClient Resources { get; }

    /// <summary>What its resources wrote, each line after the resource's name in brackets.</summary>
    public IReadOnlyCollection<string> Lines => _lines.All;

    /// <summary>Told of every line.</summary>
    public event Action<string>? Written
    {
        add => _lines.Written += value;
        remove => _lines.Written -= value;
    }

    /// <summary>Starts it and waits until all of it is well.</summary>
    /// <param name="settings">Configuration of the AppHost, as <c>EdgeVoice__Agents</c> for <c>EdgeVoice:Agents</c>; what is none of its own goes to every process.</param>
    /// <exception cref="BenchException">It did not get ready; the message has its last lines.</exception>
    public static async Task<OwnAppHost> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var host = await CreateAsync(settings, Directory.CreateTempSubdirectory("edgevoice-bench-").FullName, ownsState: true, cancellationToken);
        try
        {
            await host.GetReadyAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Builds it and starts nothing.</summary>
    public static async Task<OwnAppHost> CreateAsync(IReadOnlyDictionary<string, string> settings, string stateDirectory, bool ownsState, CancellationToken cancellationToken)
    {
        var all = Defaults(stateDirectory);
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        string[] arguments = [.. all.Where(IsOwn).Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeVoice_AppHost>(arguments, cancellationToken);
        // Its own words would stand among the figures; what its resources write is kept.
        builder.Services.AddLogging(logging => logging.ClearProviders());
        foreach (var resource in builder.Resources.OfType<IResourceWithEnvironment>())
        {
            foreach (var (name, value) in all.Where(setting => !IsOwn(setting)))
            {
                builder.CreateResourceBuilder(resource).WithEnvironment(name, value);
            }
        }

        return new OwnAppHost(await builder.BuildAsync(cancellationToken), stateDirectory, ownsState);
    }

    /// <exception cref="BenchException">It did not; the message has its last lines.</exception>
    public async Task GetReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_readyLimit);
        try
        {
            await _application.StartAsync(limit.Token);
            await _application.Services.GetRequiredService<ReadyReport>().Ready.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"The AppHost did not get ready:\n{string.Join('\n', Lines.TakeLast(30))}", exception);
        }
    }

    /// <summary>Starts it and waits for nothing: the start itself lasts until everything that waits for something has been started.</summary>
    public void Launch() => _ = _application.StartAsync(CancellationToken.None);

    /// <summary>Connection string of its own database.</summary>
    public async Task<string> ConnectionStringAsync(CancellationToken cancellationToken) =>
        await _application.GetConnectionStringAsync("edgevoice", cancellationToken) + ";Pooling=false;Timeout=5";

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(s_stopLimit);
        await _application.StopAsync(limit.Token);
        await _application.DisposeAsync();
        _lines.Dispose();
        Resources.Dispose();
        if (_ownsState)
        {
            Directory.Delete(StateDirectory, recursive: true);
        }
    }

    private static bool IsOwn(KeyValuePair<string, string> setting) =>
        setting.Key.StartsWith("EdgeVoice__", StringComparison.Ordinal) || setting.Key.StartsWith("Parameters__", StringComparison.Ordinal);

    // The secrets are given, so that none is drawn and kept in the user's own store.
    private static Dictionary<string, string> Defaults(string state) => new()
    {
        ["EdgeVoice__Ports__Random"] = "true",
        ["EdgeVoice__Dashboard"] = "false",
        ["EdgeVoice__StateDirectory"] = state,
        ["Parameters__postgres-password"] = RandomNumberGenerator.GetHexString(32),
        ["Parameters__realtime-emulator-key"] = RandomNumberGenerator.GetHexString(32),
        ["Parameters__livekit-api-key"] = RandomNumberGenerator.GetHexString(12),
        ["Parameters__livekit-api-secret"] = RandomNumberGenerator.GetHexString(48),
    };
}
