using System.Text.Json;
using Dapper;
using EdgeVoice.Agent.LiveKit;
using EdgeVoice.Tests.Agent.Calls;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EdgeVoice.Tests.Integration.Resume;

/// <summary>What a region has besides its gateway: a LiveKit server, a provider, a database of its own, and agents that may be killed.</summary>
public sealed class ResumeRegion : IAsyncLifetime
{
    public const string Name = "us-east";

    private readonly string _spool = Directory.CreateTempSubdirectory("edgevoice-resume-").FullName;
    private readonly List<AgentProcess> _agents = [];

    internal LiveKitEmulatorProcess LiveKit { get; private set; } = null!;

    internal EmulatorHost Provider { get; private set; } = null!;

    internal PostgresServer Postgres { get; private set; } = null!;

    internal FfiClient Client { get; } = new(NullLogger<FfiClient>.Instance);

    internal string Database { get; private set; } = "";

    /// <summary>Lives through all tests and takes over from agents that are lost.</summary>
    internal AgentProcess Successor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var postgres = PostgresServer.StartOwnAsync();
        LiveKit = await LiveKitEmulatorProcess.StartAsync(TestContext.Current.CancellationToken);
        Provider = await EmulatorHost.StartAsync();
        Postgres = await postgres;
        Database = await JournalHost.MigrateAsync(await Postgres.CreateDatabaseAsync());
        Successor = await StartAgentAsync("successor");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents)
        {
            await agent.DisposeAsync();
        }

        Client.Dispose();
        await Provider.DisposeAsync();
        await LiveKit.DisposeAsync();
        await Postgres.DisposeAsync();
        Directory.Delete(_spool, recursive: true);
    }

    /// <summary>One more agent of the region, under a name by which it is asked for.</summary>
    internal async Task<AgentProcess> StartAgentAsync(string name, params (string Key, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>
        {
            ["LiveKit__Url"] = LiveKit.Url,
            ["LiveKit__ApiKey"] = LiveKitEmulatorProcess.ApiKey,
            ["LiveKit__ApiSecret"] = LiveKitEmulatorProcess.ApiSecret,
            ["Realtime__Endpoint"] = new UriBuilder(Provider.Address) { Scheme = "ws", Path = "/v1/realtime" }.ToString(),
            ["Realtime__ApiKey"] = EmulatorHost.Key,
            ["Agent__Region"] = Name,
            ["Agent__SpoolDirectory"] = _spool,
            ["ConnectionStrings__edgevoice"] = Database,
        };
        foreach (var (key, value) in settings)
        {
            environment[key] = value;
        }

        var agent = await AgentProcess.StartAsync(name, environment);
        _agents.Add(agent);
        return agent;
    }

    /// <summary>Sends an agent into a room as the gateway does; a further generation is taken first.</summary>
    internal async Task DispatchAsync(AgentProcess agent, string callId, string room, string persona, int generation, DateTimeOffset? startedAt = null)
    {
        if (generation > 1)
        {
            await using var connection = new NpgsqlConnection(Database);
            await connection.ExecuteAsync(
                "INSERT INTO call_generations (call_id, generation, region, room, attempt, reason) VALUES (@callId, @generation, @region, @room, @attempt, 'test')",
                new { callId, generation, region = Name, room, attempt = Guid.NewGuid() });
        }

        var metadata = JsonSerializer.Serialize(new { callId, persona, region = Name, locale = "en", generation, resume = generation > 1, startedAt });
        await LiveKit.CallAsync("AgentDispatchService/CreateDispatch", room, JsonSerializer.Serialize(new { room, agentName = agent.Name, metadata }), TestContext.Current.CancellationToken);
    }

    internal async Task<IReadOnlyList<string>> ColumnAsync(string sql, string callId)
    {
        await using var connection = new NpgsqlConnection(Database);
        return [.. await connection.QueryAsync<string>(sql, new { callId })];
    }
}
