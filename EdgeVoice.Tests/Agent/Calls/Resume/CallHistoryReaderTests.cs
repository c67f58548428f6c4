using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Calls.Resume;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EdgeVoice.Tests.Agent.Calls.Resume;

/// <summary>The conversation, put together from PostgreSQL and the region's disk.</summary>
public sealed class CallHistoryReaderTests(PostgresServer postgres) : JournalTestBase(postgres)
{
    private const string Call = "call_h";

    private static readonly JournalEntry[] s_entries =
    [
        Started(Call) with { Persona = "concierge", Locale = "en", Session = new SessionSettings("Be kind.", "marin", new TurnDetection { SilenceDurationMs = 400 }, ["book"]) },
        new ProviderSessionChanged(Call, Noon, "sess_1", "start"),
        new ItemRemembered(Call, Noon, 1, "item_1", "agent", "Good evening."),
        Turn(Call, 1),
        new ItemRemembered(Call, Noon, 2, "item_2", "caller", "A table, please."),
        new ToolCallStarted(Call, Noon, 2, "tool_1", "check", "{}", "call_h:tool_1"),
        new ToolCallCompleted(Call, Noon, "tool_1", "ok", """{"free":2}"""),
        new ItemRemembered(Call, Noon, 2, "item_3", "agent", "We have"),
        new ItemRemembered(Call, Noon, 2, "item_3", "agent", "We have a table"),
        new ToolCallStarted(Call, Noon, 3, "tool_2", "book", """{"guests":2}""", "call_h:tool_2"),
    ];

    private static readonly ConversationItem[] s_conversation =
    [
        new AgentSaid("Good evening."),
        new UserSaid("A table, please."),
        new ToolCalled("tool_1", "check", "{}"),
        new ToolReturned("tool_1", """{"free":2}"""),
        new AgentSaid("We have a table"),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    public async Task Read_PartInTheDatabaseAndPartOnDisk_CountsEachEntryOnce(int shipped)
    {
        await ShipAsync(s_entries[..shipped]);
        // The disk still has entries that were shipped: an agent dies between shipping and deleting.
        Abandon(Call, LinesFrom(Math.Max(0, shipped - 2)));

        var history = await ReadAsync(Database);

        Assert.Equal(s_conversation, history.Conversation.Snapshot());
        Assert.Equal((Noon, "concierge", "en", 3, Noon), (history.StartedAt, history.Persona, history.Locale, history.LastTurn, history.SessionOpenedAt));
        Assert.Equal(("Be kind.", 400), (history.Session?.Instructions, history.Session?.TurnDetection.SilenceDurationMs));
        Assert.Equal("call_h:tool_2", Assert.Single(history.OpenTools).IdempotencyKey);
        Assert.Equal("call_h:tool_1", Assert.Single(history.DoneTools).Call.IdempotencyKey);
    }

    [Fact]
    public async Task Read_WithoutADatabase_IsWhatTheDiskHolds()
    {
        Abandon(Call, LinesFrom(0)[..^20]);
        Abandon("call_other", Lines(Started("call_other"), Turn("call_other", 1)));

        var history = await ReadAsync("Host=127.0.0.1;Port=1;Username=nobody;Timeout=1");

        Assert.Equal(s_conversation, history.Conversation.Snapshot());
        Assert.Empty(history.OpenTools);
    }

    [Fact]
    public async Task Read_WhatAnAgentDidAfterItWasFenced_IsNoPartOfIt()
    {
        await ShipAsync(s_entries[..4]);
        await TakeAsync(Call, 2, Noon.AddSeconds(2));
        Abandon(Call, string.Concat(
            Line(new ItemRemembered(Call, Noon.AddSeconds(1.9), 2, "item_2", "caller", "Before."), 1, 5),
            Line(new ItemRemembered(Call, Noon.AddSeconds(2.1), 3, "item_4", "agent", "After."), 1, 6),
            Line(Ended(Call, 2) with { At = Noon.AddSeconds(3) }, 1, 7)));

        Assert.Equal([new AgentSaid("Good evening."), new UserSaid("Before.")], (await ReadAsync(Database, generation: 3)).Conversation.Snapshot());
    }

    [Fact]
    public async Task Read_TurnThatWasHandedOver_HasItsQuestionAndWhatWasHeardOfItsAnswer()
    {
        await ShipAsync([Started(Call)]);
        await TakeAsync(Call, 2, Noon.AddSeconds(2));
        Abandon(Call, string.Concat(
            Line(new ItemRemembered(Call, Noon.AddSeconds(1.2), 1, "item_1", "caller", "Tell me a story."), 1, 2),
            Line(new ItemRemembered(Call, Noon.AddSeconds(3), 1, "item_2", "agent", "Once upon"), 1, 3),
            Line(Turn(Call, 1, "Once upon") with { HandedOver = true, StartedAt = Noon.AddSeconds(1), At = Noon.AddSeconds(3) }, 1, 4)));

        Assert.Equal([new UserSaid("Tell me a story."), new AgentSaid("Once upon")], (await ReadAsync(Database, generation: 3)).Conversation.Snapshot());
    }

    [Fact]
    public async Task Read_JournalOfABuildWithoutItems_TakesTheWordsOfTheTurns()
    {
        await ShipAsync([Started(Call), Turn(Call, 1, "hello")]);

        var history = await ReadAsync(Database);

        Assert.Equal([new UserSaid("hi"), new AgentSaid("hello")], history.Conversation.Snapshot());
    }

    [Fact]
    public async Task Read_NothingKnown_IsEmpty()
    {
        var history = await ReadAsync(Database);

        Assert.Empty(history.Conversation.Snapshot());
        Assert.Null(history.Persona);
    }

    private static string LinesFrom(int index) => string.Concat(s_entries.Skip(index).Select((entry, offset) => Line(entry, 1, index + offset + 1)));

    private static string Line(JournalEntry entry, int generation, long sequence) => JournalJson.Write(entry with { Generation = generation, Sequence = sequence }) + "\n";

    private async Task ShipAsync(IReadOnlyList<JournalEntry> entries)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await new JournalStore(source).ShipAsync(
            [.. entries.Select((entry, index) => SpooledEntry.From(entry with { Sequence = index + 1 }, Guid.NewGuid()))], TestContext.Current.CancellationToken);
    }

    private async Task<CallHistory> ReadAsync(string database, int generation = 2)
    {
        await using var source = NpgsqlDataSource.Create(database);
        using var spools = new SpoolDirectory(Options.Create(new JournalOptions { SpoolDirectory = Spool }));
        var reader = new CallHistoryReader(spools, new JournalStore(source), new GenerationStore(source), TimeProvider.System, NullLogger<CallHistoryReader>.Instance);
        return await reader.ReadAsync(Call, generation, TestContext.Current.CancellationToken);
    }
}
