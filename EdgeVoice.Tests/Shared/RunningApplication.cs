using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Tests.Shared;

/// <summary>A small application of this process on Aspire's own orchestrator: it is started, watched line by line, and stopped.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _written = new(0);
    private ResourceLines? _following;
    private DistributedApplication? _application;

    public RunningApplication(params string[] args)
    {
        Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = args,
            // The orchestrator's place is written into the AppHost's assembly.
            AssemblyName = "EdgeVoice.AppHost",
            ProjectDirectory = RepositoryRoot.Combine("EdgeVoice.AppHost"),
            DisableDashboard = true,
        });
    }

    public IDistributedApplicationBuilder Builder { get; }

    public IReadOnlyCollection<string> Lines => _lines;

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    public DistributedApplication Application => _application ??= Build();

    public static CancellationToken Limit() => new CancellationTokenSource(s_limit).Token;

    public Task StartAsync() => Application.StartAsync(Limit());

    /// <summary>The first line after <paramref name="skip"/> earlier ones that holds the text.</summary>
    public async Task<string> LineAsync(string text, int skip = 0)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (true)
        {
            if (_lines.Where(line => line.Contains(text, StringComparison.Ordinal)).Skip(skip).FirstOrDefault() is { } found)
            {
                return found;
            }

            try
            {
                await _written.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No line with '{text}' among:\n{string.Join('\n', _lines)}");
            }
        }
    }

    public async Task<int> PidAsync(string resource, int skip = 0) => StartedLine.Pid(await LineAsync($"[{resource}] started (pid ", skip));

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync(Limit());
            _following?.Dispose();
            await _application.DisposeAsync();
        }

        _written.Dispose();
    }

    private DistributedApplication Build()
    {
        // As the AppHost does last of all: ports, commands, restarts.
        Builder.AddLocalRun();
        var application = Builder.Build();
        _following = new ResourceLines(application);
        _following.Written += line =>
        {
            _lines.Enqueue(line);
            _written.Release();
        };
        return application;
    }
}
