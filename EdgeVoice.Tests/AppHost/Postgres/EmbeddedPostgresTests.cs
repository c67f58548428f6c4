using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AppHost.Postgres;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EdgeVoice.Tests.AppHost.Postgres;

public sealed class EmbeddedPostgresTests
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
        Assert.True((await second.Application.ResourceCommands.ExecuteCommandAsync("pg", "kill", RunningApplication.Limit())).Success);
        await second.LineAsync("[pg-server] ended with exit code");
        await second.PidAsync("pg-server", skip: 1);
        await second.Notifications.WaitForResourceAsync("db", change => change.Snapshot is { State.Text: "Running", HealthStatus: HealthStatus.Healthy }, RunningApplication.Limit());

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

        await application.LineAsync($"{folder.Combine("postgres")} was made by PostgreSQL 12 and this one is 18.");
        await application.Notifications.WaitForResourceAsync("pg", KnownResourceStates.FailedToStart, RunningApplication.Limit());
    }

    [Fact]
    public async Task Folder_WithOtherFiles_IsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("postgres"));
        await File.WriteAllTextAsync(Path.Combine(folder.Combine("postgres"), "letter.txt"), "dear");
        await using var application = Create(folder, "p");

        await application.StartAsync();

        await application.LineAsync("is not empty and holds no PostgreSQL data");
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
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root has to become someone else.");
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
        var server = application.Builder.AddPostgres("pg").RunEmbedded(folder.Combine("postgres"));
        server.AddDatabase("db");
        if (user is not null)
        {
            application.Application.Services.GetRequiredService<PostgresCluster>().User = user;
        }

        return application;
    }

    private static async Task<object?> ExecuteAsync(RunningApplication application, string sql)
    {
        var database = application.Builder.Resources.OfType<PostgresDatabaseResource>().Single();
        await using var connection = new NpgsqlConnection($"{await database.ConnectionStringExpression.GetValueAsync(RunningApplication.Limit())};Pooling=false");
        await connection.OpenAsync(RunningApplication.Limit());
#pragma warning disable CA2100 // The statements are this file's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(RunningApplication.Limit());
    }
}
