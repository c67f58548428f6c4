using System.Text.Json;
using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Calls.Resume;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Tools.Effects;
using EdgeVoice.Agent.Tools.Restaurant;
using EdgeVoice.Agent.Turns;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EdgeVoice.Tests.Agent.Calls.Resume;

/// <summary>
/// An agent dies at each step of a booking, and its successor has or lacks its disk: the caller asks once and has one table. The journal of the
/// dead agent does not reach the database by itself, which is how far behind it is away from the home region.
/// </summary>
public sealed class ToolCallKillTests(PostgresServer postgres) : JournalTestBase(postgres)
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=1";
    private const string Wish = """{"time":"19:00","guests":2,"name":"Miller"}""";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Step.Asked, false)]
    [InlineData(Step.Asked, true)]
    [InlineData(Step.IntentOnDisk, false)]
    [InlineData(Step.IntentOnDisk, true)]
    [InlineData(Step.EffectMade, false)]
    [InlineData(Step.EffectMade, true)]
    [InlineData(Step.ResultOnDisk, false)]
    [InlineData(Step.ResultOnDisk, true)]
    [InlineData(Step.Shipped, false)]
    [InlineData(Step.Shipped, true)]
    public async Task Kill_AtAStepOfABooking_IsOneEffect(Step step, bool diskIsLost)
    {
        await using var host = await JournalHost.StartAsync(step == Step.Shipped ? Database : Nowhere, Spool);
        for (var round = 0; round < 20; round++)
        {
            var call = $"call_{step}_{round}";
            await DieAtAsync(host, step, call);
            await GoOnAsync(call, diskIsLost ? Path.Combine(Spool, "another") : Spool);

            Assert.Equal(1, await ScalarAsync<long>($"SELECT count(*) FROM effects WHERE call_id = '{call}'"));
        }
    }

    [Fact]
    public async Task Kill_AfterABookingWasNoted_IsOneEffectWhenTheDiskComesBackLate()
    {
        var died = DateTimeOffset.UtcNow;
        const string call = "call_noted";
        await GoOnAsync(call, Path.Combine(Spool, "another"));
        var noted = TableBook.Booking(call, $"{call}:tool_1", new TimeOnly(19, 0), 2, "Miller");
        Abandon(call, Lines(Started(call) with { At = died }, new EffectDeferred(call, died, noted.IdempotencyKey, noted.Tool, noted.Arguments, noted.Result)));
        await TakeAsync(call, 2, died.AddSeconds(1));

        await using var host = await JournalHost.StartAsync(Database, Spool);
        await UntilAsync(async () => await ScalarAsync<long>($"SELECT count(*) FROM journal WHERE kind = 'effect_deferred'") == 1);

        Assert.Equal([$"{call}:tool_9"], await ColumnAsync("SELECT idempotency_key FROM effects"));
    }

    [Fact]
    public async Task ToolStarted_WhenItCompletes_StandsOnDisk()
    {
        await using var host = await JournalHost.StartAsync(Nowhere, Spool);
        var writer = new JournalWriter(host.Journal, new CallClock(TimeProvider.System), "call_disk", 1, 0, awaitsCaller: false);

        await writer.ToolStartedAsync(new RunTool(1, "tool_1", "book_table", Wish), "call_disk:tool_1").WaitAsync(s_limit, Cancel);

        Assert.Contains("tool_call_started", await ReadAsync(Assert.Single(Directory.GetFiles(Spool, "call_disk*", SearchOption.AllDirectories))), StringComparison.Ordinal);
    }

    private async Task DieAtAsync(JournalHost host, Step step, string call)
    {
        // In the order in which a call session does it.
        await using var source = NpgsqlDataSource.Create(Database);
        var writer = new JournalWriter(host.Journal, new CallClock(TimeProvider.System), call, 1, 0, awaitsCaller: false);
        var memory = new ToolMemory(call);
        var (key, _) = memory.Begin(2, "tool_1", "book_table", Wish);
        if (step >= Step.IntentOnDisk)
        {
            await writer.ToolStartedAsync(new RunTool(2, "tool_1", "book_table", Wish), key).WaitAsync(s_limit, Cancel);
        }

        if (step < Step.EffectMade)
        {
            return;
        }

        var result = await BookAsync(source, call, generation: 1, turn: 2, "tool_1", Wish, key);
        if (step >= Step.ResultOnDisk)
        {
            writer.ToolEnded("tool_1", result);
            await UntilAsync(() => host.Status.Unspooled == 0);
        }

        if (step == Step.Shipped)
        {
            Assert.True(await host.Journal.FlushAsync(s_limit, Cancel));
        }
    }

    /// <summary>What the agent that goes on does: it runs open calls again, and then its model asks for what the caller wished for.</summary>
    private async Task GoOnAsync(string call, string spool)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        using var spools = new SpoolDirectory(Options.Create(new JournalOptions { SpoolDirectory = spool }));
        var reader = new CallHistoryReader(spools, new JournalStore(source), new GenerationStore(source), TimeProvider.System, NullLogger<CallHistoryReader>.Instance);
        var history = await reader.ReadAsync(call, 2, Cancel);
        var memory = new ToolMemory(call);
        history.Restore(memory);
        memory.ResumeIn(history.LastTurn + 1);
        foreach (var open in history.OpenTools)
        {
            await AskAsync(source, memory, call, history.LastTurn + 1, open.ToolCallId, open.Arguments);
        }

        await AskAsync(source, memory, call, history.LastTurn + 1, "tool_9", """{ "name": "Miller", "guests": 2, "time": "19:00" }""");
    }

    private static async Task AskAsync(NpgsqlDataSource source, ToolMemory memory, string call, int turn, string toolCallId, string arguments)
    {
        var (key, done) = memory.Begin(turn, toolCallId, "book_table", arguments);
        memory.End("book_table", arguments, key, done ?? await BookAsync(source, call, generation: 2, turn, toolCallId, arguments, key));
    }

    private static async Task<ToolResult> BookAsync(NpgsqlDataSource source, string call, int generation, int turn, string toolCallId, string arguments, string key) => new(
        true,
        await new BookTableTool(new TableBook(source, TimeProvider.System)).InvokeAsync(
            new ToolInvocation(call, new ToolIntent(generation, turn, toolCallId, arguments), key, JsonElement.Parse(arguments), _ => throw new InvalidOperationException("the database is there")),
            Cancel));

    private static async Task<string> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancel);
    }

    public enum Step
    {
        Asked,
        IntentOnDisk,
        EffectMade,
        ResultOnDisk,
        Shipped,
    }
}
