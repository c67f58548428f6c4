using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeVoice.Agent.Calls.Journal;

namespace EdgeVoice.Tests.Agent.Calls;

/// <summary>The test program as an agent to be killed: with the variable set it appends turns without end instead of running tests.</summary>
internal static class JournalChild
{
    public const string Variable = "EDGEVOICE_TESTS_JOURNAL_CHILD";
    private const int TurnsPerLine = 20;

    [ModuleInitializer]
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } text)
        {
            // The parent's end closes the input, so that no child stays behind.
            new Thread(() => Environment.Exit(Console.In.Read())) { IsBackground = true }.Start();
            RunAsync(JsonSerializer.Deserialize<Order>(text)!).GetAwaiter().GetResult();
        }
    }

    private static async Task RunAsync(Order order)
    {
        var host = await JournalHost.StartAsync(order.Database, order.Spool);
        var now = DateTimeOffset.UtcNow;
        host.Journal.Append(new CallStarted(order.CallId, now, "eu", order.CallId, "booking", "caller-1", "openai-realtime", "gpt-realtime"));
        for (var turn = 1; ; turn++)
        {
            host.Journal.Append(new TurnCompleted(order.CallId, now, turn, "caller", "complete", "hi", "hello", "hello", 900, 900, 640, 500, 600, null, now));
            if (turn % TurnsPerLine == 0)
            {
                SpinWait.SpinUntil(() => host.Status.Unspooled == 0);
                Console.Out.WriteLine(turn.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    internal sealed record Order(string CallId, string Database, string Spool);
}
