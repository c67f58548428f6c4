using System.Collections.Concurrent;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Agent.LiveKit.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeVoice.Tests.Agent.LiveKit.Worker;

/// <summary>The worker in a host of its own, wired as the agent wires it.</summary>
internal sealed class WorkerHost : IAsyncDisposable, ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _logs = new();
    private readonly IHost _host;

    private WorkerHost(LiveKitOptions liveKit, IJobHandler handler, IReadOnlyDictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["LiveKit:Url"] = liveKit.Url,
            ["LiveKit:ApiKey"] = liveKit.ApiKey,
            ["LiveKit:ApiSecret"] = liveKit.ApiSecret,
            ["Agent:DrainSeconds"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddProvider(this);
        builder.Services.AddSingleton(handler);
        builder.Services.AddLiveKitWorker();
        _host = builder.Build();
    }

    public AgentWorker Worker => _host.Services.GetRequiredService<AgentWorker>();

    public WorkerState State => _host.Services.GetRequiredService<WorkerState>();

    public FfiClient Client => _host.Services.GetRequiredService<FfiClient>();

    public string Logs => string.Join('\n', _logs);

    public static async Task<WorkerHost> StartAsync(LiveKitOptions liveKit, IJobHandler handler, params (string Key, string Value)[] settings)
    {
        var host = new WorkerHost(liveKit, handler, settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        try
        {
            await host._host.StartAsync(TestContext.Current.CancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until the worker's state or log shows what the test waits for.</summary>
    public async Task UntilAsync(Func<WorkerHost, bool> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition(this))
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Not seen: {what}. Log:\n{Logs}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _logs.Enqueue($"{logLevel}: {formatter(state, exception)} {exception?.Message}");
}
