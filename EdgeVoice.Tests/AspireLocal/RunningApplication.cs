using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Building;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AspireLocal;

/// <summary>An application of this process that is started, watched line by line, and stopped.</summary>
internal sealed class RunningApplication : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _written = new(0);
    private DistributedApplication? _application;

    public RunningApplication(params string[] args)
    {
        Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, ProjectDirectory = RepositoryRoot.Combine("EdgeVoice.AppHost") });
        ((LocalApplicationBuilder)Builder).Console.Written = line =>
        {
            _lines.Enqueue(line);
            _written.Release();
        };
    }

    public IDistributedApplicationBuilder Builder { get; }

    public IReadOnlyCollection<string> Lines => _lines;

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    public DistributedApplication Application => _application ??= Builder.Build();

    public static CancellationToken Limit() => new CancellationTokenSource(s_limit).Token;

    public IResourceBuilder<ExecutableResource> AddShell(string name, string script) => Builder.AddExecutable(name, "/bin/sh", "/tmp", "-c", script);

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

    public async Task<Dictionary<string, string>> EnvironmentAsync(string resource)
    {
        var pid = await PidAsync(resource);
        await Application.ResourceNotifications.WaitForResourceAsync(resource, cancellationToken: Limit());
        var text = await File.ReadAllTextAsync($"/proc/{pid}/environ");
        return text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync(Limit());
            await _application.DisposeAsync();
        }

        _written.Dispose();
    }
}
