using System.Globalization;

namespace EdgeVoice.AppHost.Postgres;

/// <summary>A database cluster in a folder: made once, kept between runs, served on 127.0.0.1 only.</summary>
internal sealed class PostgresCluster(PostgresServerResource server, string folder, string appHostDirectory) : IDisposable
{
    private const string VerifierFile = "edgevoice.verifier";

    private readonly DataFolder _folder = new(folder);

    /// <summary>How to leave root; found out on the first start unless a test sets it.</summary>
    public UnprivilegedUser? User { get; set; }

    /// <summary>Takes what only one run at a time may have; called before anything starts.</summary>
    /// <exception cref="DistributedApplicationException">Another run has it, or the folder cannot be used.</exception>
    public void Claim() => _folder.Claim();

    /// <summary>Makes the folder ready and returns the command that serves it.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be started; the message says what to do.</exception>
    public async Task<IReadOnlyList<string>> PrepareAsync(Action<string> log, CancellationToken cancellationToken)
    {
        var binaries = PostgresBinaries.Find(appHostDirectory);
        User ??= await UnprivilegedUser.FindAsync(cancellationToken);
        try
        {
            _folder.RequireSpace();
            await PrepareFolderAsync(binaries, log, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"PostgreSQL cannot use {_folder.Path}: {exception.Message} Set EdgeVoice:StateDirectory to a folder that it can.", exception);
        }

        var port = server.PrimaryEndpoint.Port.ToString(CultureInfo.InvariantCulture);
        return [.. User.Prefix, binaries.Server, "-D", _folder.Path, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "log_checkpoints=off"];
    }

    public void Dispose() => _folder.Dispose();

    private async Task PrepareFolderAsync(PostgresBinaries binaries, Action<string> log, CancellationToken cancellationToken)
    {
        var password = await server.PasswordParameter.GetValueAsync(cancellationToken) ?? "";
        if (!_folder.Exists)
        {
            log($"creates the database cluster in {_folder.Path}");
            await CreateAsync(binaries, password, cancellationToken);
            return;
        }

        await OwnAsync(_folder.Path, cancellationToken);
        _folder.RequireMajor(await MajorAsync(binaries, cancellationToken));
        await _folder.TakeOverAsync(log, TimeProvider.System, cancellationToken);
        var verifier = _folder.Inside(VerifierFile);
        if (!File.Exists(verifier) || !PasswordVerifier.Matches(await File.ReadAllTextAsync(verifier, cancellationToken), password))
        {
            log($"{server.PasswordParameter.Name} is not the password that {_folder.Path} was made with: sets the new one there");
            await ChangePasswordAsync(binaries, password, cancellationToken);
        }
    }

    // In a folder beside, renamed when it is whole: a run that is killed meanwhile leaves nothing that looks like a cluster.
    private async Task CreateAsync(PostgresBinaries binaries, string password, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_folder.Path) && Directory.EnumerateFileSystemEntries(_folder.Path).Any())
        {
            throw new DistributedApplicationException($"{_folder.Path} is not empty and holds no PostgreSQL data. Empty it, or set EdgeVoice:StateDirectory to another folder.");
        }

        var unfinished = $"{_folder.Path}.new";
        var passwordFile = $"{_folder.Path}.pw";
        DeleteFolder(unfinished);
        Directory.CreateDirectory(unfinished);
        try
        {
            await WritePrivateAsync(passwordFile, password, cancellationToken);
            await OwnAsync(unfinished, cancellationToken);
            await OwnAsync(passwordFile, cancellationToken);
            var user = await server.UserNameReference.GetValueAsync(cancellationToken) ?? "";
            string[] initDb = [.. User!.Prefix, binaries.InitDb, "-D", unfinished, "-U", user, $"--pwfile={passwordFile}", "-A", "scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"];
            Require(await Tool.RunGuardedAsync(initDb, cancellationToken), $"PostgreSQL could not make {_folder.Path}");
        }
        finally
        {
            File.Delete(passwordFile);
        }

        await WritePrivateAsync(Path.Combine(unfinished, VerifierFile), PasswordVerifier.Create(password), cancellationToken);
        await OwnAsync(unfinished, cancellationToken);
        DeleteFolder(_folder.Path);
        Directory.Move(unfinished, _folder.Path);
    }

    // Single-user mode asks for no password: who owns the folder may do this anyway.
    private async Task ChangePasswordAsync(PostgresBinaries binaries, string password, CancellationToken cancellationToken)
    {
        var user = (await server.UserNameReference.GetValueAsync(cancellationToken) ?? "").Replace("\"", "\"\"", StringComparison.Ordinal);
        var sql = $"alter role \"{user}\" password '{password.Replace("'", "''", StringComparison.Ordinal)}'\n";
        string[] single = [.. User!.Prefix, binaries.Server, "--single", "-D", _folder.Path, "-c", "log_min_messages=fatal", "-c", "log_statement=none", "-c", "log_min_error_statement=panic", "postgres"];
        Require(await Tool.RunAsync(single, sql, cancellationToken), $"the password of {_folder.Path} could not be changed");
        await WritePrivateAsync(_folder.Inside(VerifierFile), PasswordVerifier.Create(password), cancellationToken);
        await OwnAsync(_folder.Inside(VerifierFile), cancellationToken);
    }

    private static async Task<string> MajorAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        var (_, output) = await Tool.RunAsync([binaries.Server, "--version"], "", cancellationToken);
        return output.Split(' ')[^1].Split('.')[0];
    }

    private async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (User?.Owner is { } owner)
        {
            await Tool.RunAsync(["chown", "-R", $"{owner}:{owner}", path], "", cancellationToken);
        }
    }

    private static void Require((int ExitCode, string Output) run, string problem)
    {
        if (run.ExitCode != 0)
        {
            throw new DistributedApplicationException($"{problem}: {string.Join(' ', run.Output.Split('\n').TakeLast(3))}");
        }
    }

    private static async Task WritePrivateAsync(string path, string content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(content.AsMemory(), cancellationToken);
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
