using System.Diagnostics;
using System.Globalization;
using EdgeVoice.Agent.Calls.Migrations;
using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.AppHost.Postgres;
using Npgsql;

namespace EdgeVoice.Bench.Hosting;

/// <summary>A PostgreSQL server with the product's tables, without the rest of an AppHost; its folder is gone afterwards.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private const string User = "postgres";

    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgevoice-bench-").FullName;
    private Process? _process;

    private OwnPostgres()
    {
    }

    public int Port { get; } = FreePort.Next();

    public string ConnectionString => To(Port);

    /// <exception cref="BenchException">It did not start; the message says why.</exception>
    public static async Task<OwnPostgres> StartAsync(CancellationToken cancellationToken)
    {
        var server = new OwnPostgres();
        try
        {
            await server.ServeAsync(cancellationToken);
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            await Migrator.RunAsync(source, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same database by another way to it.</summary>
    public static string To(int port) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username={User};Database={User};Timeout=5;Maximum Pool Size=60");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var binaries = PostgresBinaries.Find(AppContext.BaseDirectory);
        var user = await UnprivilegedUser.FindAsync(cancellationToken);
        if (user.Owner is { } owner)
        {
            await Tool.RunAsync(["chown", $"{owner}:{owner}", _folder], "", cancellationToken);
        }

        var data = Path.Combine(_folder, "data");
        var (made, output) = await Tool.RunGuardedAsync([.. user.Prefix, binaries.InitDb, "-D", data, "-U", User, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"], cancellationToken);
        if (made != 0)
        {
            throw new BenchException($"PostgreSQL could not make {data}: {output}");
        }

        // Clients are killed here and never the server, so that nothing needs to reach its disk.
        string[] command =
        [
            .. user.Prefix, binaries.Server, "-D", data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "max_connections=200", "-c", "fsync=off", "-c", "synchronous_commit=off",
        ];
        // Its input stays open as long as this process lives, however that ends.
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script.Read("guarded.sh"), "guarded", .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync(cancellationToken);
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_startLimit);
        await using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (!_process!.HasExited)
            {
                await Task.Delay(s_poll, limit.Token);
            }
        }
    }
}
