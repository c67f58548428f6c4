using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.Calls.Resume;
using EdgeVoice.Agent.Tools;
using EdgeVoice.Agent.Tools.Effects;
using EdgeVoice.Agent.Tools.Restaurant;
using EdgeVoice.Agent.Turns;
using EdgeVoice.Bench.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EdgeVoice.Bench.Effects;

/// <summary>The parts of the agent that a tool call goes through: journal with spool and shipping, history, tools. What is left out is the room and the provider.</summary>
internal sealed class AgentParts : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    private readonly IHost _host;
    private readonly NpgsqlDataSource _bookings;
    private readonly ToolRunner _tools;
    private readonly string[] _ofTheDead;

    private AgentParts(IHost host, NpgsqlDataSource bookings, string[] ofTheDead)
    {
        _host = host;
        _bookings = bookings;
        _tools = new ToolRunner([new BookTableTool(new TableBook(bookings, TimeProvider.System))], TimeProvider.System, NullLogger<ToolRunner>.Instance);
        _ofTheDead = ofTheDead;
    }

    public CallJournal Journal => _host.Services.GetRequiredService<CallJournal>();

    /// <param name="bookings">The tools' way to the database.</param>
    /// <param name="journal">The journal's way to it.</param>
    public static async Task<AgentParts> StartAsync(string bookings, string journal, string spool, CancellationToken cancellationToken)
    {
        var ofTheDead = Directory.Exists(spool) ? Directory.GetDirectories(spool) : [];
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Agent:SpoolDirectory"] = spool });
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(journal));
        builder.Services.AddCallJournal();
        builder.Services.AddSingleton<GenerationStore>();
        builder.Services.AddSingleton<CallHistoryReader>();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new AgentParts(host, NpgsqlDataSource.Create(bookings), ofTheDead);
    }

    public JournalWriter Writer(string callId, int generation, int turnsBefore) =>
        new(Journal, new CallClock(TimeProvider.System), callId, generation, turnsBefore, awaitsCaller: false);

    public Task<CallHistory> HistoryAsync(string callId, int generation, CancellationToken cancellationToken) =>
        _host.Services.GetRequiredService<CallHistoryReader>().ReadAsync(callId, generation, cancellationToken);

    public Task<ToolResult> RunAsync(string callId, int generation, RunTool call, string key, JournalWriter writer, CancellationToken cancellationToken) => _tools.RunAsync(
        call.Name,
        call.Arguments,
        arguments => new ToolInvocation(callId, new ToolIntent(generation, call.Turn, call.CallId, call.Arguments), key, arguments, writer.EffectDeferred),
        cancellationToken);

    /// <summary>Waits until everything that this agent wrote, and that dead ones left on its disk, is in the database.</summary>
    /// <exception cref="BenchException">It is not within the limit.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            await Journal.FlushAsync(s_limit, limit.Token);
            // A dead agent's folder is deleted once it is shipped.
            while (_ofTheDead.Any(Directory.Exists))
            {
                await Task.Delay(s_poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"The journal was not shipped within {s_limit.TotalSeconds:0} s.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _bookings.DisposeAsync();
    }
}
