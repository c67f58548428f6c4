using Dapper;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Tests.Shared;
using Npgsql;

namespace EdgeVoice.Tests.Agent.Calls;

/// <summary>A database and a spool folder per test.</summary>
public abstract class JournalTestBase(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    protected static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    protected PostgresServer Postgres { get; } = postgres;

    protected string Spool { get; } = Directory.CreateTempSubdirectory("edgevoice-spool-").FullName;

    protected string Database { get; private set; } = "";

    public virtual async ValueTask InitializeAsync() => Database = await JournalHost.MigrateAsync(await Postgres.CreateDatabaseAsync());

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Spool, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected static CallStarted Started(string callId) => new(callId, Noon, "eu", callId, "booking", "caller-1", "openai-realtime", "gpt-realtime");

    private protected static TurnCompleted Turn(string callId, int turn, string agentText = "hello") =>
        new(callId, Noon.AddSeconds(turn), turn, "caller", "complete", "hi", agentText, agentText, 900, 900, 640, 500, 600, null, Noon.AddSeconds(turn - 1));

    private protected static CallEnded Ended(string callId, int turns) => new(callId, Noon.AddMinutes(5), "completed", "caller hung up", turns);

    /// <summary>What a dead process leaves: a folder with spool files, and a lock that nobody holds.</summary>
    protected string Abandon(string callId, string content)
    {
        var folder = Path.Combine(Spool, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        File.WriteAllText(folder + ".lock", "");
        var file = Path.Combine(folder, $"{callId}.{Guid.NewGuid():N}.jsonl");
        File.WriteAllText(file, content);
        return file;
    }

    private protected static string Lines(params JournalEntry[] entries) =>
        string.Concat(entries.Select((entry, index) => JournalJson.Write(entry with { Sequence = index + 1 }) + "\n"));

    /// <summary>Another agent takes the call.</summary>
    protected Task TakeAsync(string callId, int generation, DateTimeOffset at) => QueryAsync(connection => connection.ExecuteAsync(
        "INSERT INTO call_generations (call_id, generation, region, room, attempt, reason, taken_at) VALUES (@callId, @generation, 'us', @callId, @attempt, 'test', @at)",
        new { callId, generation, attempt = Guid.NewGuid(), at }));

    protected Task<T?> ScalarAsync<T>(string sql) => QueryAsync(connection => connection.ExecuteScalarAsync<T>(sql));

    protected async Task<string[]> ColumnAsync(string sql) => [.. await QueryAsync(connection => connection.QueryAsync<string>(sql))];

    protected static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!await condition())
        {
            await poll.WaitForNextTickAsync(limit.Token);
        }
    }

    protected static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private async Task<T> QueryAsync<T>(Func<NpgsqlConnection, Task<T>> query)
    {
        await using var connection = new NpgsqlConnection(Database);
        return await query(connection);
    }
}
