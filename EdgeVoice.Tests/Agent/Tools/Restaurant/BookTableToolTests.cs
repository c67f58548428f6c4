using System.Text.Json;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Tools.Effects;
using EdgeVoice.Agent.Tools.Restaurant;
using EdgeVoice.Tests.Agent.Calls;
using EdgeVoice.Tests.Shared;
using Npgsql;

namespace EdgeVoice.Tests.Agent.Tools.Restaurant;

/// <summary>Bookings are effects: once per key, in a table that all regions share.</summary>
public sealed class BookTableToolTests(PostgresServer postgres) : JournalTestBase(postgres)
{
    private const string NoDatabase = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=1";

    private readonly List<Effect> _deferred = [];

    [Fact]
    public async Task Book_TwiceWithOneKey_IsOneBookingWithOneConfirmation()
    {
        var first = await BookAsync(Database, "call_b:tool_1");
        var second = await BookAsync(Database, "call_b:tool_1");

        Assert.True(first.GetProperty("booked").GetBoolean());
        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(["call_b:tool_1 2"], await ColumnAsync("SELECT concat_ws(' ', idempotency_key, attempts) FROM effects"));
        Assert.Empty(_deferred);
    }

    [Fact]
    public async Task Book_ByManyAtOnce_NeverSellsASeatTwice()
    {
        await ColumnAsync("INSERT INTO effects (idempotency_key, call_id, tool, arguments, result) SELECT 'full', 'other', 'book_table', '{\"time\":\"19:00\",\"guests\":4990}', '' RETURNING result");

        var booked = await Task.WhenAll(Enumerable.Range(0, 12).Select(async index => (await BookAsync(Database, $"call_b:tool_{index}", guests: 2)).GetProperty("booked").GetBoolean()));

        Assert.Equal(5, booked.Count(success => success));
        Assert.Equal(5000, await ScalarAsync<long>("SELECT sum((arguments ->> 'guests')::integer) FROM effects"));
        Assert.Equal(0, (await LookAsync(Database)).GetProperty("free_seats").GetInt32());
    }

    [Fact]
    public async Task Book_ByAFencedAgent_HasNoEffect()
    {
        await TakeAsync("call_b", 2, DateTimeOffset.UtcNow);

        await Assert.ThrowsAsync<InvalidOperationException>(() => BookAsync(Database, "call_b:tool_1"));

        Assert.Empty(await ColumnAsync("SELECT idempotency_key FROM effects"));
    }

    [Fact]
    public async Task Book_WithoutADatabase_IsNotedAndMadeOnceWhenTheJournalArrives()
    {
        var noted = await BookAsync(NoDatabase, "call_b:tool_1");
        Assert.False(noted.GetProperty("booked").GetBoolean());
        Assert.True(noted.GetProperty("noted").GetBoolean());
        var effect = Assert.Single(_deferred);

        await using (var host = await JournalHost.StartAsync(Database, Spool))
        {
            host.Journal.Append(Started("call_b"));
            host.Journal.Append(new EffectDeferred("call_b", Noon, effect.IdempotencyKey, effect.Tool, effect.Arguments, effect.Result));
            Assert.True(await host.Journal.FlushAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken));
        }

        // The agent that takes over runs the call again under its key.
        var again = await BookAsync(Database, "call_b:tool_1");
        Assert.Equal(noted.GetProperty("confirmation").GetString(), again.GetProperty("confirmation").GetString());
        Assert.Equal(["call_b:tool_1 2"], await ColumnAsync("SELECT concat_ws(' ', idempotency_key, attempts) FROM effects"));
    }

    [Fact]
    public async Task Book_NotedByABuildThatKeptANul_IsMadeAllTheSame()
    {
        await using (var host = await JournalHost.StartAsync(Database, Spool))
        {
            host.Journal.Append(Started("call_b"));
            host.Journal.Append(new EffectDeferred("call_b", Noon, "call_b:tool_1", "book_table", """{"time":"19:00","guests":2,"name":"Mil\u0000ler"}""", "HH-000001"));
            Assert.True(await host.Journal.FlushAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken));
            Assert.Equal(0, host.Status.SetAside);
        }

        Assert.Equal(["call_b:tool_1 2"], await ColumnAsync("SELECT idempotency_key || ' ' || (arguments ->> 'guests') FROM effects"));
    }

    [Fact]
    public async Task Look_WithoutADatabase_SaysWhatWasKnownLast()
    {
        var unknown = await LookAsync(NoDatabase);

        Assert.True(unknown.GetProperty("available").GetBoolean());
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("free_seats").ValueKind);
    }

    private async Task<JsonElement> BookAsync(string database, string key, int guests = 2)
    {
        await using var source = NpgsqlDataSource.Create(database);
        return await RunAsync(new BookTableTool(new TableBook(source, TimeProvider.System)), key, $$"""{"time":"19:00","guests":{{guests}},"name":"Miller"}""");
    }

    private async Task<JsonElement> LookAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        return await RunAsync(new CheckAvailabilityTool(new TableBook(source, TimeProvider.System)), "call_b:look", """{"time":"19:00","guests":2}""");
    }

    private async Task<JsonElement> RunAsync(ITool tool, string key, string arguments) => JsonElement.Parse(await tool.InvokeAsync(
        new ToolInvocation("call_b", new ToolIntent(1, 1, key, arguments), key, JsonElement.Parse(arguments), _deferred.Add), TestContext.Current.CancellationToken));
}
