using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>SIGKILL of each part of a running region while a call is on.</summary>
[Collection(CrashGroup.Name)]
public sealed class CrashTests(RegionFixture region) : IClassFixture<RegionFixture>
{
    private const int Audible = 100;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_report = TimeSpan.FromSeconds(2);

    private HostedAppHost AppHost => region.AppHost;

    [Fact]
    public async Task Agent_Killed_ItsSuccessorGoesOnInTheSameRoom()
    {
        await using var caller = await CallAsync();

        await KillAsync("agent-us-east");

        await caller.WaitForAsync("caption", caption => caption.GetProperty("text").GetString()!.Contains("Sorry, we were cut off.", StringComparison.Ordinal), s_limit);
        await caller.WaitForAsync("turn", turn => turn.GetProperty("turn").GetInt32() == 3, s_limit);
        caller.Say("yes");
        await caller.WaitForAsync("turn", turn => turn.GetProperty("turn").GetInt32() == 4, s_limit);
        await caller.HangUpAsync();
        var call = await JournalReader.EndedCallAsync(AppHost.Database, caller.CallId, s_limit);
        Assert.Equal("caller_hung_up", call.Outcome);
        await AssertTurnsAsync(caller, "agent", "caller", "agent", "caller");
        Assert.Contains("It is booked.", (await JournalReader.TurnsAsync(AppHost.Database, caller.CallId))[3].HeardText, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Fact]
    public async Task LiveKit_Killed_FinishedTurnsStayAndTheCallEnds()
    {
        await using var caller = await CallAsync();

        var before = AppHost.Lines.Count;
        await KillAsync("livekit-us-east");
        // The gateway's view is two seconds old at times: the worker is back when the new server says so.
        await AppHost.LineAsync(new Regex(@"^\[livekit-us-east\].*agent worker registered"), s_limit, before);

        await caller.HangUpAsync();
        var call = await JournalReader.EndedCallAsync(AppHost.Database, caller.CallId, s_limit);
        Assert.True(call.Outcome is "caller_hung_up" or "room_closed", call.Outcome);
        Assert.Equal(["agent", "caller"], (await JournalReader.TurnsAsync(AppHost.Database, caller.CallId)).Take(2).Select(turn => turn.Initiator));
        await AssertServesAsync();
    }

    [Fact]
    public async Task Postgres_KilledAndThenHanging_TheCallGoesOnAndItsTurnsArrive()
    {
        await using var caller = await CallAsync();

        var before = AppHost.Lines.Count;
        await KillAsync("postgres-server");
        await AppHost.LineAsync(new Regex(@"^\[postgres-server\].*listening on IPv4"), s_limit, before);
        var successor = AppHost.ProcessIdOf("postgres-server");
        Signals.Send(successor, Signals.Stop);
        try
        {
            caller.Say("yes");
            await caller.WaitForAsync("turn", turn => turn.GetProperty("turn").GetInt32() == 3, s_limit);
            await Assert.ThrowsAnyAsync<Exception>(() => JournalReader.TurnsAsync(AppHost.Database + ";Timeout=1", caller.CallId));
        }
        finally
        {
            Signals.Send(successor, Signals.Continue);
        }

        await AppHost.LineAsync(new Regex(@"^\[postgres-server\].*ready to accept connections"), s_limit, before);

        await caller.HangUpAsync();
        var call = await JournalReader.EndedCallAsync(AppHost.Database, caller.CallId, s_limit);
        Assert.Equal("caller_hung_up", call.Outcome);
        await AssertTurnsAsync(caller, "agent", "caller", "caller");
        await AssertServesAsync();
    }

    [Fact]
    public async Task Region_KilledByCommand_StaysDownUntilItIsRestored()
    {
        string[] members = ["gateway-us-east", "agent-us-east", "livekit-us-east"];
        var victims = members.Select(AppHost.ProcessIdOf).ToArray();
        var before = AppHost.Lines.Count;

        await AppHost.CommandAsync("region-us-east", "kill");
        Assert.All(victims, victim => Assert.False(StartedLine.IsAlive(victim)));
        Assert.DoesNotContain(AppHost.Lines.Skip(before), line => line.Contains("starts again in", StringComparison.Ordinal));

        await AppHost.CommandAsync("region-us-east", "restore");
        await AssertServesAsync();
        Assert.DoesNotContain(members.Select(AppHost.ProcessIdOf), victims.Contains);
    }

    [Fact]
    public async Task Gateway_Killed_TheCallGoesOnAndItsSuccessorKnowsIt()
    {
        using var health = new GatewayHealth(AppHost);
        await health.UsedSlotsAsync(0, s_limit);
        await using var caller = await CallAsync("storyteller", say: null);
        caller.Say("story");
        await caller.WaitForAsync("caption", caption => caption.GetProperty("text").GetString()!.Contains("lighthouse keeper", StringComparison.Ordinal), s_limit);

        await KillAsync("gateway-us-east");
        await health.UsedSlotsAsync(1, s_limit);
        await health.OkAsync(s_limit);
        var back = (await caller.WaitForAsync("reconnected", s_limit)).GetProperty("t").GetInt32();
        await caller.WaitForAsync(
            "levels", heard => heard.GetProperty("t").GetInt32() > back + 1000 && heard.GetProperty("rms").EnumerateArray().Any(rms => rms.GetInt32() > Audible), s_limit);
        caller.Say("stop");
        await caller.WaitForAsync("turn", turn => turn.GetProperty("interrupted").GetBoolean(), s_limit);
        await health.UsedSlotsAsync(1, s_limit);
        await caller.HangUpAsync();
        await health.UsedSlotsAsync(0, s_limit);

        var call = await JournalReader.EndedCallAsync(AppHost.Database, caller.CallId, s_limit);
        Assert.Equal("caller_hung_up", call.Outcome);
        Assert.Equal("interrupted", (await JournalReader.TurnsAsync(AppHost.Database, caller.CallId))[1].Outcome);
        await AssertServesAsync();
    }

    /// <summary>A call with the greeting and, if something is said, one answer.</summary>
    private async Task<CallerProcess> CallAsync(string persona = "concierge", string? say = "table")
    {
        using var health = new GatewayHealth(AppHost);
        await health.OkAsync(s_limit);
        var caller = CallerProcess.Start(AppHost.CallPage, persona);
        await caller.WaitForAsync("turn", turn => turn.GetProperty("turn").GetInt32() == 1, s_limit);
        if (say is not null)
        {
            caller.Say(say);
            await caller.WaitForAsync("turn", turn => turn.GetProperty("turn").GetInt32() == 2, s_limit);
        }

        return caller;
    }

    /// <summary>Kills it, and returns the process id of its successor as soon as that is started.</summary>
    private async Task<int> KillAsync(string resource)
    {
        var victim = AppHost.ProcessIdOf(resource);
        var before = AppHost.Lines.Count;
        var killed = Stopwatch.GetTimestamp();
        Signals.Send(victim, Signals.Kill);

        var exit = await AppHost.LineAsync(new Regex($@"^\[{resource}\] ended with exit code "), s_limit, before);
        Assert.InRange(Stopwatch.GetElapsedTime(killed, exit.At), TimeSpan.Zero, s_report);
        await AppHost.LineAsync(new Regex($@"^\[{resource}\] started \(pid "), s_limit, before);
        var successor = AppHost.ProcessIdOf(resource);
        Assert.NotEqual(victim, successor);
        return successor;
    }

    private async Task AssertTurnsAsync(CallerProcess caller, params string[] initiators)
    {
        var turns = await JournalReader.TurnsAsync(AppHost.Database, caller.CallId);
        Assert.Equal(initiators, turns.Select(turn => turn.Initiator));
        Assert.All(turns, turn => Assert.Equal("complete", turn.Outcome));
    }

    /// <summary>Everything is healthy, a new call is answered, and nothing secret was printed.</summary>
    private async Task AssertServesAsync()
    {
        using var health = new GatewayHealth(AppHost);
        await health.OkAsync(s_limit);
        await using var next = CallerProcess.Start(AppHost.CallPage, "concierge");
        await next.WaitForAsync("levels", heard => heard.GetProperty("rms").EnumerateArray().Any(rms => rms.GetInt32() > Audible), s_limit);
        await next.HangUpAsync();
        Assert.Empty(Leaks.Of(AppHost));
    }
}
