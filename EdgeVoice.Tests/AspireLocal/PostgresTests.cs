using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Orchestration;
using EdgeVoice.AspireLocal.Postgres;
using Npgsql;

namespace EdgeVoice.Tests.AspireLocal;

public sealed class PostgresTests
{
    [Fact]
    public async Task Data_RestartKillAndNewPassword_IsKept()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await StartAsync(folder, "first'pass"))
        {
            await ExecuteAsync(first, "create table kept (id int)");
        }

        await using var second = await StartAsync(folder, "second\"pass");
        Assert.Contains(second.Lines, line => line.Contains("pg-password is not the password that", StringComparison.Ordinal));
        await ExecuteAsync(second, "insert into kept values (1)");
        var pid = await second.PidAsync("pg");
        Posix.Signal(-pid, Posix.SigKill);
        Assert.Equal("[pg] exited with code 137 (SIGKILL); restarting in 0.5 s", await second.LineAsync("[pg] exited with code"));
        await second.PidAsync("pg", skip: 1);
        await second.Notifications.WaitForResourceHealthyAsync("pg", RunningApplication.Limit());

        Assert.Equal(1L, await ExecuteAsync(second, "select count(*) from kept"));
    }

    [Fact]
    public async Task Claim_FolderInUse_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var other = new DataFolder(folder.Combine("postgres"));
        other.Claim();
        await using var application = Create(folder, "p");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(application.StartAsync);

        Assert.Equal($"{folder.Combine("postgres")} is in use by another run. Stop that one first, or give this one another state folder.", exception.Message);
    }

    [Fact]
    public async Task Folder_OfAnotherMajorVersion_IsNamed()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("postgres"));
        await File.WriteAllTextAsync(Path.Combine(folder.Combine("postgres"), "PG_VERSION"), "12\n");
        await using var application = Create(folder, "p");

        await application.StartAsync();

        var line = await application.LineAsync("could not start");
        Assert.StartsWith($"[pg] could not start: {folder.Combine("postgres")} was made by PostgreSQL 12 and this one is 18.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_WithOtherFiles_IsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("postgres"));
        await File.WriteAllTextAsync(Path.Combine(folder.Combine("postgres"), "letter.txt"), "dear");
        await using var application = Create(folder, "p");

        await application.StartAsync();

        Assert.Contains("is not empty and holds no PostgreSQL data", await application.LineAsync("could not start"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Combine("postgres"), "letter.txt")));
    }

    [Fact]
    public void Claim_FolderCannotBeMade_NamesIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("file"), "");
        using var data = new DataFolder(Path.Combine(folder.Combine("file"), "postgres"));

        var exception = Assert.Throws<DistributedApplicationException>(data.Claim);

        Assert.StartsWith($"PostgreSQL cannot use the folder {data.Path}:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_WithoutNamespaces_RunsAsNobody()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Posix.EffectiveUserId() == 0, "Only root has to become someone else.");
        using var folder = new TemporaryFolder();
#pragma warning disable CA1416 // Skipped elsewhere above.
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
#pragma warning restore CA1416
        foreach (var user in new[] { UnprivilegedUser.NoRights, UnprivilegedUser.Namespace })
        {
            await using var application = Create(folder, "p", user);
            await application.StartAsync();
            await application.Notifications.WaitForResourceHealthyAsync("db", RunningApplication.Limit());
        }
    }

    [Fact]
    public void PasswordVerifier_OtherPasswordOrDamage_DoesNotMatch()
    {
        var verifier = PasswordVerifier.Create("right");

        Assert.True(PasswordVerifier.Matches(verifier, "right"));
        Assert.False(PasswordVerifier.Matches(verifier, "wrong"));
        Assert.False(PasswordVerifier.Matches("damaged", "right"));
        Assert.False(PasswordVerifier.Matches("???:???", "right"));
    }

    private static async Task<RunningApplication> StartAsync(TemporaryFolder folder, string password)
    {
        var application = Create(folder, password);
        await application.StartAsync();
        await application.Notifications.WaitForResourceHealthyAsync("db", RunningApplication.Limit());
        return application;
    }

    private static RunningApplication Create(TemporaryFolder folder, string password, UnprivilegedUser? user = null)
    {
        var application = new RunningApplication($"--Parameters:pg-password={password}");
        var server = application.Builder.AddPostgres("pg").WithDataBindMount(folder.Combine("postgres"));
        server.AddDatabase("db");
        if (user is not null)
        {
            ((LocalPostgres)server.Resource.Annotations.OfType<LocalFormAnnotation>().Single().Form).User = user;
        }

        return application;
    }

    private static async Task<object?> ExecuteAsync(RunningApplication application, string sql)
    {
        var database = application.Builder.Resources.OfType<PostgresDatabaseResource>().Single();
        await using var connection = await PostgresConnection.OpenAsync(database.Parent, database.DatabaseName, RunningApplication.Limit());
#pragma warning disable CA2100 // The statements are this file's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(RunningApplication.Limit());
    }
}
