using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Orchestration;

namespace EdgeVoice.AspireLocal.Postgres;

/// <summary>A PostgreSQL server without containers: made once, kept between runs, reachable on 127.0.0.1 only.</summary>
internal sealed class LocalPostgres(PostgresServerResource server, string appHostDirectory) : ILocalForm
{
    private const string VerifierFile = "aspirelocal.verifier";

    private DataFolder? _folder;

    /// <summary>How to leave root; found out on the first start unless a test sets it.</summary>
    public UnprivilegedUser? User { get; set; }

    private DataFolder Folder => _folder ??= new DataFolder(
        server.Annotations.OfType<ContainerMountAnnotation>().LastOrDefault(mount => mount.Type == ContainerMountType.BindMount)?.Source ??
        Path.Combine(appHostDirectory, "obj", "aspire-local", server.Name));

    public void Claim() => Folder.Claim();

    public async Task<ProcessSpec> PrepareAsync(Action<string> log, CancellationToken cancellationToken)
    {
        var binaries = PostgresBinaries.Find(appHostDirectory);
        User ??= await UnprivilegedUser.FindAsync(cancellationToken);
        try
        {
            Folder.RequireSpace();
            await PrepareFolderAsync(binaries, log, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"could not start: PostgreSQL cannot use {Folder.Path}: {exception.Message}", exception);
        }

        var port = server.PrimaryEndpoint.Port.ToString(CultureInfo.InvariantCulture);
        return Spec(binaries.Server, "-D", Folder.Path, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "log_checkpoints=off");
    }

    public void Dispose() => _folder?.Dispose();

    private async Task PrepareFolderAsync(PostgresBinaries binaries, Action<string> log, CancellationToken cancellationToken)
    {
        var password = await server.PasswordParameter.GetValueAsync(cancellationToken) ?? "";
        if (!Folder.Exists)
        {
            log($"creates the database cluster in {Folder.Path}");
            await CreateAsync(binaries, password, cancellationToken);
            return;
        }

        await OwnAsync(Folder.Path, cancellationToken);
        Folder.RequireMajor(await MajorAsync(binaries, cancellationToken));
        await Folder.TakeOverAsync(log, TimeProvider.System, cancellationToken);
        var verifier = Folder.Inside(VerifierFile);
        if (!File.Exists(verifier) || !PasswordVerifier.Matches(await File.ReadAllTextAsync(verifier, cancellationToken), password))
        {
            log($"{server.PasswordParameter.Name} is not the password that {Folder.Path} was made with: sets the new one there");
            await ChangePasswordAsync(binaries, password, cancellationToken);
        }
    }

    // In a folder beside, renamed when it is whole: a run that is killed meanwhile leaves nothing that looks like a cluster.
    private async Task CreateAsync(PostgresBinaries binaries, string password, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Folder.Path) && Directory.EnumerateFileSystemEntries(Folder.Path).Any())
        {
            throw new DistributedApplicationException($"could not start: {Folder.Path} is not empty and holds no PostgreSQL data. Empty it, or choose another folder.");
        }

        var unfinished = $"{Folder.Path}.new";
        var passwordFile = $"{Folder.Path}.pw";
        DeleteFolder(unfinished);
        Directory.CreateDirectory(unfinished);
        try
        {
            await WritePrivateAsync(passwordFile, password, cancellationToken);
            await OwnAsync(unfinished, cancellationToken);
            await OwnAsync(passwordFile, cancellationToken);
            var user = await server.UserNameReference.GetValueAsync(cancellationToken) ?? "";
            await RunAsync(
                [binaries.InitDb, "-D", unfinished, "-U", user, $"--pwfile={passwordFile}", "-A", "scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"],
                "",
                $"PostgreSQL could not make {Folder.Path}",
                cancellationToken);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        await WritePrivateAsync(Path.Combine(unfinished, VerifierFile), PasswordVerifier.Create(password), cancellationToken);
        await OwnAsync(unfinished, cancellationToken);
        DeleteFolder(Folder.Path);
        Directory.Move(unfinished, Folder.Path);
    }

    // Single-user mode asks for no password: who owns the folder may do this anyway.
    private async Task ChangePasswordAsync(PostgresBinaries binaries, string password, CancellationToken cancellationToken)
    {
        var user = (await server.UserNameReference.GetValueAsync(cancellationToken) ?? "").Replace("\"", "\"\"", StringComparison.Ordinal);
        var sql = $"alter role \"{user}\" password '{password.Replace("'", "''", StringComparison.Ordinal)}'\n";
        await RunAsync(
            [binaries.Server, "--single", "-D", Folder.Path, "-c", "log_min_messages=fatal", "-c", "log_statement=none", "-c", "log_min_error_statement=panic", "postgres"],
            sql,
            $"the password of {Folder.Path} could not be changed",
            cancellationToken);
        await WritePrivateAsync(Folder.Inside(VerifierFile), PasswordVerifier.Create(password), cancellationToken);
        await OwnAsync(Folder.Inside(VerifierFile), cancellationToken);
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

    private async Task RunAsync(IReadOnlyList<string> command, string input, string problem, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await Tool.RunAsync([.. User!.Prefix, .. command], input, cancellationToken);
        if (exitCode != 0)
        {
            throw new DistributedApplicationException($"could not start: {problem}: {string.Join(' ', output.Split('\n').TakeLast(3))}");
        }
    }

    private ProcessSpec Spec(params string[] command)
    {
        string[] all = [.. User!.Prefix, .. command];
        return new ProcessSpec(all[0], all[1..], Path.GetDirectoryName(Folder.Path)!) { StopSignal = StopSignal.Interrupt };
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
