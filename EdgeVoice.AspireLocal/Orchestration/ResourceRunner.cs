using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>The life of one process: waits for others, starts, is watched, and is started again when it ends unasked.</summary>
internal sealed class ResourceRunner(IResource resource, bool runsOnce, RunnerServices services) : IDisposable
{
    private readonly SemaphoreSlim _commands = new(1, 1);
    private CancellationTokenSource _stopping = new();
    private Task _life = Task.CompletedTask;
    private volatile ChildProcess? _process;

    public IResource Resource => resource;

    public void Start(CancellationToken cancellationToken)
    {
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _life = LiveAsync(_stopping.Token);
    }

    public async Task StartAgainAsync()
    {
        await _commands.WaitAsync();
        try
        {
            if (_life.IsCompleted)
            {
                Start(services.Stopping);
            }
        }
        finally
        {
            _commands.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _commands.WaitAsync(cancellationToken);
        try
        {
            await EndAsync();
        }
        finally
        {
            _commands.Release();
        }
    }

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        await StartAgainAsync();
    }

    /// <summary>Ends the process and its children without a word, as a crash does; it is started again as after one.</summary>
    public void Kill() => _process?.Kill();

    /// <summary>Ends the process and its children without a word; it stays down until it is started.</summary>
    public async Task TakeDownAsync(CancellationToken cancellationToken)
    {
        // At once, without waiting for a command that is under way: whoever takes several down wants them down together.
        var process = _process;
        process?.IsKilled = true;
        var stopping = _stopping.CancelAsync();
        process?.Kill();
        await stopping;
        await StopAsync(cancellationToken);
        Log("killed: it stays down until it is started");
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _commands.Dispose();
    }

    private async Task EndAsync()
    {
        await _stopping.CancelAsync();
        await _life;
    }

    private async Task LiveAsync(CancellationToken stopping)
    {
        var backoff = new RestartBackoff(services.Time);
        try
        {
            await SetStateAsync(KnownResourceStates.Waiting);
            await services.Dependencies.WaitAsync(resource, stopping);
            while (await RunOnceAsync(backoff, stopping) is { } wait)
            {
                await Task.Delay(wait, services.Time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await SetStateAsync(KnownResourceStates.Exited);
        }
        catch (DistributedApplicationException exception)
        {
            Log(exception.Message);
            await SetStateAsync(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error);
        }
#pragma warning disable CA1031 // Event callbacks are the model's own code: one that throws costs its resource, not the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log($"could not start: {exception.GetType().Name}: {exception.Message}");
            await SetStateAsync(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error);
        }
    }

    private async Task<TimeSpan?> RunOnceAsync(RestartBackoff backoff, CancellationToken stopping)
    {
        await services.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services.Provider), stopping);
        await SetStateAsync(KnownResourceStates.Starting);
        var spec = await services.Specs.CreateAsync(resource, Log, stopping);
        stopping.ThrowIfCancellationRequested();
        using var process = ChildProcess.Start(spec, services.Guardian, Output);
        _process = process;
        backoff.Started();
        Log($"started (pid {process.Id.ToString(CultureInfo.InvariantCulture)})");
        await services.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
            StartTimeStamp = services.Time.GetUtcNow().UtcDateTime,
            StopTimeStamp = null,
            ExitCode = null,
            HealthReports = HealthReports.NotAskedYet(resource),
            IsReady = false,
            Properties = [new ResourcePropertySnapshot("executable.pid", process.Id)],
            Urls = ResourceUrls.Of(resource),
        });

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var monitor = WatchHealthAsync(watching.Token);
        var exitCode = await EndOfAsync(process, stopping);
        await watching.CancelAsync();
        await monitor;
        _process = null;
        process.Sweep();
        return await EndedAsync(exitCode, backoff, stopping);
    }

    private async Task<int> EndOfAsync(ChildProcess process, CancellationToken stopping)
    {
        try
        {
            return await process.Exited.WaitAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            await SetStateAsync(KnownResourceStates.Stopping);
            if (!await process.StopAsync(services.StopLimit, services.Time))
            {
                Log(string.Create(CultureInfo.InvariantCulture, $"did not stop within {services.StopLimit.TotalSeconds:0.#} s: killed"));
            }

            return await process.Exited;
        }
    }

    private async Task<TimeSpan?> EndedAsync(int exitCode, RestartBackoff backoff, CancellationToken stopping)
    {
        var finished = exitCode == 0 && (runsOnce || stopping.IsCancellationRequested);
        TimeSpan? wait = stopping.IsCancellationRequested || runsOnce ? null : backoff.Next();
        if (wait is { } pause)
        {
            Log(string.Create(CultureInfo.InvariantCulture, $"exited with code {Posix.DescribeExit(exitCode)}; restarting in {pause.TotalSeconds:0.#} s"));
        }
        else
        {
            Log(stopping.IsCancellationRequested ? "stopped" : finished ? "finished" : $"exited with code {Posix.DescribeExit(exitCode)}; what waits for it does not start");
        }

        await services.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = finished
                ? new ResourceStateSnapshot(KnownResourceStates.Finished, KnownResourceStateStyles.Success)
                : new ResourceStateSnapshot(KnownResourceStates.Exited, stopping.IsCancellationRequested ? null : KnownResourceStateStyles.Error),
            StopTimeStamp = services.Time.GetUtcNow().UtcDateTime,
            ExitCode = exitCode,
            IsReady = false,
        });
        services.Notifications.TryGetCurrentState(resource.Name, out var state);
        await services.Eventing.PublishAsync(new ResourceStoppedEvent(resource, services.Provider, state!), CancellationToken.None);
        return wait;
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.Health.WatchAsync(resource, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process ended, or is being ended.
        }
#pragma warning disable CA1031 // A callback of ResourceReadyEvent failed: the resource is not ready, and says why.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log($"is not ready: {exception.Message}");
        }
    }

    private Task SetStateAsync(string state, string? style = null) =>
        services.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = new ResourceStateSnapshot(state, style) });

    private void Log(string text) => Output(text, false);

    private void Output(string text, bool isError)
    {
        services.Logs.Append(resource.Name, text, isError);
        services.Console.WriteLine(resource.Name, text);
    }
}
