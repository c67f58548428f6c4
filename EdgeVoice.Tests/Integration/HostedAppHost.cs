using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeVoice.Bench.Hosting;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>The AppHost in this process, by Aspire's testing library, on free ports, with a state folder and secrets of its own.</summary>
internal sealed class HostedAppHost : IAsyncDisposable
{
    public const string ProviderKey = "sk-emulator-key-of-the-tests-0123456789";

    public const string LiveKitKey = "tests";
    public const string LiveKitSecret = "livekit-secret-of-the-tests-0123456789";

    public const string DatabasePassword = "password-of-the-tests";

    private readonly OwnAppHost _host;
    private readonly ConcurrentQueue<PrintedLine> _lines = new();

    private HostedAppHost(OwnAppHost host)
    {
        _host = host;
        host.Written += line => _lines.Enqueue(new PrintedLine(line, Stopwatch.GetTimestamp()));
    }

    /// <summary>What no line may show, besides access tokens.</summary>
    public static IReadOnlyList<string> Secrets => [DatabasePassword, ProviderKey, LiveKitSecret];

    /// <summary>Settings of every AppHost of the tests.</summary>
    public static Dictionary<string, string> Settings(string regions, IReadOnlyDictionary<string, string>? more) => new(more ?? new Dictionary<string, string>())
    {
        ["EdgeVoice__Regions"] = regions,
        ["Parameters__postgres-password"] = DatabasePassword,
        ["Parameters__realtime-emulator-key"] = ProviderKey,
        ["Parameters__livekit-api-key"] = LiveKitKey,
        ["Parameters__livekit-api-secret"] = LiveKitSecret,
    };

    public string StateDirectory => _host.StateDirectory;

    public IReadOnlyList<string> Lines => [.. _lines.Select(line => line.Text)];

    /// <summary>The public name's address.</summary>
    public Uri CallPage => Address("edge");

    /// <summary>Connection string of this run's own PostgreSQL.</summary>
    public string Database { get; private set; } = "";

    /// <summary>Starts it and waits until all of it is well.</summary>
    public static async Task<HostedAppHost> StartAsync(string regions = "us-east", IReadOnlyDictionary<string, string>? environment = null)
    {
        var host = await CreateAsync(regions, environment);
        try
        {
            await host._host.GetReadyAsync(CancellationToken.None);
            host.Database = await host._host.ConnectionStringAsync(CancellationToken.None);
            return host;
        }
        catch (Exception exception)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The AppHost did not get ready:\n{string.Join('\n', host.Lines.TakeLast(60))}", exception);
        }
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public static async Task<HostedAppHost> LaunchAsync(string regions, IReadOnlyDictionary<string, string>? environment = null)
    {
        var host = await CreateAsync(regions, environment);
        host._host.Launch();
        return host;
    }

    /// <summary>The address at which a service of this run listens, for example <c>agent-us-east</c>.</summary>
    public Uri Address(string resource) => _host.Resources.Url(resource);

    /// <summary>The process id of the resource's latest start; PostgreSQL's is below the shell that passes signals on to it.</summary>
    public int ProcessIdOf(string resource)
    {
        var started = StartedLine.Pid(Lines.Last(line => line.StartsWith($"[{resource}] started (pid ", StringComparison.Ordinal)));
        return ProcessTree.Below(started).FirstOrDefault(process => process.Name == "postgres")?.Id ?? started;
    }

    /// <summary>The first such line after <paramref name="skip"/> earlier ones.</summary>
    public async Task<PrintedLine> LineAsync(Regex pattern, TimeSpan limit, int skip = 0)
    {
        PrintedLine? found = null;
        await Eventually.IsTrueAsync($"a line {pattern}", () => (found = _lines.Skip(skip).FirstOrDefault(line => pattern.IsMatch(line.Text))) is not null, limit);
        return found!;
    }

    public Task CommandAsync(string resource, string command) => _host.Resources.CommandAsync(resource, command, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        // What a test that failed was part of: its own message shows one side of it.
        var folder = Directory.CreateDirectory(RepositoryRoot.Combine("TestResults", "hosts")).FullName;
        await File.WriteAllLinesAsync(Path.Combine(folder, $"{Path.GetFileName(StateDirectory)}.txt"), Lines);
    }

    private static async Task<HostedAppHost> CreateAsync(string regions, IReadOnlyDictionary<string, string>? environment) => new(await OwnAppHost.CreateAsync(
        Settings(regions, environment), Directory.CreateTempSubdirectory("edgevoice-state").FullName, ownsState: true, CancellationToken.None));
}
