using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeVoice.Tests.Shared;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace EdgeVoice.Tests.Shared;

/// <summary>
/// A real PostgreSQL on a free port of 127.0.0.1. The assembly shares one, started when a test first asks; a test that kills the server makes its own
/// with <see cref="StartOwnAsync"/>, which also keeps fsync on.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string User = "postgres";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly bool _crashSafe;
    private string? _folder;
    private int _port;
    private Process? _process;
    private int _databases;

    /// <summary>Used by xunit for the shared server.</summary>
    public PostgresServer()
        : this(crashSafe: false)
    {
    }

    private PostgresServer(bool crashSafe) => _crashSafe = crashSafe;

    public static async Task<PostgresServer> StartOwnAsync()
    {
        var server = new PostgresServer(crashSafe: true);
        await server.EnsureStartedAsync();
        return server;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <returns>The connection string of a new, empty database.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        await EnsureStartedAsync();
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Ends the server as a power cut would end it for its clients: SIGKILL for the postmaster and all its children.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts a killed server again: same port, same data.</summary>
    public Task RestartAsync() => StartServerAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task EnsureStartedAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_process is null)
            {
                PostgresBinaries.Link();
                _folder = Directory.CreateTempSubdirectory("edgevoice-postgres-").FullName;
                _port = FreePort();
                await RunAsync("initdb", ["-D", Data, "-U", User, "--auth=trust", "--no-sync", "--encoding=UTF8", "--no-locale"]);
                await StartServerAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private string Data => Path.Combine(_folder!, "data");

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username={User};Database={database};Timeout=5;Maximum Pool Size=20;Include Error Detail=true";

    private async Task StartServerAsync()
    {
        string[] durability = _crashSafe ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
        _process?.Dispose();
        _process = Start("postgres",
        [
            "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "shared_buffers=32MB", "-c", "max_connections=60", .. durability,
        ], onError: _ => { });
        await WaitUntilReadyAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        while (await poll.WaitForNextTickAsync(limit.Token))
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (!_process!.HasExited)
            {
                // Not there yet.
            }
        }
    }

    private static async Task RunAsync(string binary, IReadOnlyList<string> arguments)
    {
        var errors = new ConcurrentQueue<string?>();
        using var process = Start(binary, arguments, errors.Enqueue);
        using var limit = new CancellationTokenSource(s_limit);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{binary} ended with {process.ExitCode}: {string.Join('\n', errors)}");
    }

    private static Process Start(string binary, IReadOnlyList<string> arguments, Action<string?> onError)
    {
        var path = Path.Combine(PostgresBinaries.Folder, "bin", binary);
        // PostgreSQL refuses to run as root.
        var start = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux()
            ? new ProcessStartInfo("unshare", ["--user", "--map-user=1000", "--map-group=1000", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => onError(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
