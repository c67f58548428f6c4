using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeVoice.Tests.Integration;

/// <summary>A whole call over everything that the AppHost runs, with LiveKit's native client as the caller.</summary>
[Collection(RegionGroup.Name)]
public sealed partial class CallTests(RegionFixture region)
{
    // A silent line is digital zero after Opus's DTX; speech is thousands.
    private const int Audible = 100;

    private const string LostAudio = "of the caller's audio were thrown away";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Caller_SpeaksAndHangsUp_HearsAnswersAndIsInTheJournal()
    {
        await using var caller = CallerProcess.Start(region.AppHost.CallPage, "concierge");
        await GreetedAsync(caller);
        caller.Say("table");
        await caller.WaitForAsync("turn", turn => turn.GetProperty("initiator").GetString() == "caller", s_limit);
        await caller.HangUpAsync();

        Assert.Equal("Good evening, Harbour Hotel, front desk. How can I help you?", caller.FinalCaptions(ofCaller: false).First());
        Assert.Equal("I would like a table for two tonight, please.", Assert.Single(caller.FinalCaptions(ofCaller: true)));
        Assert.Equal("We have a table for 2 at 19:00. Shall I book it for you?", caller.FinalCaptions(ofCaller: false).Last());
        Assert.InRange(caller.Levels().Count(level => level.Rms > Audible), 200, int.MaxValue);

        var call = await JournalReader.EndedCallAsync(region.AppHost.Database, caller.CallId, s_limit);
        Assert.Equal(("us-east", "concierge", "caller_hung_up"), (call.Region, call.Persona, call.Outcome));
        var turns = await JournalReader.TurnsAsync(region.AppHost.Database, caller.CallId);
        Assert.Equal(["agent", "caller"], turns.Select(turn => turn.Initiator));
        Assert.All(turns, turn => Assert.Equal("complete", turn.Outcome));
        Assert.Equal(caller.FinalCaptions(ofCaller: false), turns.Select(turn => turn.HeardText));
        Assert.InRange(turns[1].HeardSilenceMs!.Value, 300, 10_000);

        // Sooner than LiveKit's departure timeout of 20 s: the room of a call that is over holds no slot.
        using var health = new GatewayHealth(region.AppHost);
        await health.UsedSlotsAsync(0, TimeSpan.FromSeconds(12));
    }

    /// <summary>Who looks at warnings to find what is wrong must not find what happens in every call.</summary>
    [Fact]
    public async Task Caller_IsGreetedAndHangsUp_LeavesNoWarning()
    {
        var before = region.AppHost.Lines.Count;
        await using var caller = CallerProcess.Start(region.AppHost.CallPage, "concierge");
        await GreetedAsync(caller);
        await caller.HangUpAsync();
        await JournalReader.EndedCallAsync(region.AppHost.Database, caller.CallId, s_limit);
        await region.AppHost.LineAsync(JobEnded(), s_limit, before);
        using var health = new GatewayHealth(region.AppHost);
        await health.UsedSlotsAsync(0, TimeSpan.FromSeconds(12));

        var logged = region.AppHost.Lines.Skip(before).Select(line => LogLine().Match(line)).Where(line => line.Success).ToArray();
        Assert.Contains(logged, line => line.Value.Contains(caller.CallId, StringComparison.Ordinal));
        // A machine that is too busy loses sound, which is worth a warning whoever hangs up.
        var warnings = string.Join('\n', logged.Where(line => line.Groups[1].Value is "warn" or "fail" or "crit" && !line.Value.Contains(LostAudio, StringComparison.Ordinal)).Select(line => line.Value));
        Assert.True(warnings.Length == 0, warnings);
    }

    [Fact]
    public async Task BargeIn_DuringALongReply_StopsItAndTruncatesAtWhatWasHeard()
    {
        await using var caller = CallerProcess.Start(region.AppHost.CallPage, "storyteller");
        await GreetedAsync(caller);
        caller.Say("story");
        await caller.WaitForAsync("caption", caption => !caption.GetProperty("final").GetBoolean() && caption.GetProperty("text").GetString()!.Contains("lighthouse keeper", StringComparison.Ordinal), s_limit);
        caller.Say("stop");
        var interrupted = await caller.WaitForAsync("turn", turn => turn.GetProperty("interrupted").GetBoolean(), s_limit);
        var said = await caller.WaitForAsync("caption", caption => caption.GetProperty("final").GetBoolean() && caption.GetProperty("text").GetString()!.StartsWith("Long before", StringComparison.Ordinal), s_limit);
        await caller.HangUpAsync();

        using var provider = new ProviderAdmin(region.AppHost);
        var session = (await provider.SessionsAsync()).Single(seen => seen.GetProperty("scenario").GetString() == "storyteller");
        var truncation = Assert.Single(session.GetProperty("truncations").EnumerateArray());
        var audioEndMs = truncation.GetProperty("audioEndMs").GetInt32();
        var heardMs = HeardMsOfTheStory(caller, interrupted.GetProperty("t").GetInt32());
        Assert.InRange(audioEndMs, 1, heardMs);
        Assert.True(audioEndMs < truncation.GetProperty("sentMs").GetDouble(), "it was interrupted before its end");

        await JournalReader.EndedCallAsync(region.AppHost.Database, caller.CallId, s_limit);
        var turn = (await JournalReader.TurnsAsync(region.AppHost.Database, caller.CallId))[1];
        Assert.Equal("interrupted", turn.Outcome);
        Assert.Equal(audioEndMs, turn.HeardMs);
        Assert.Equal(said.GetProperty("text").GetString(), turn.HeardText);
        Assert.StartsWith(turn.HeardText, turn.AgentText, StringComparison.Ordinal);
        Assert.True(turn.HeardText.Length < turn.AgentText.Length / 2, "only what was heard is kept");
        Assert.Contains(turn.HeardText, await ConversationAsync(provider, session), StringComparison.Ordinal);
    }

    private static Task<JsonElement> GreetedAsync(CallerProcess caller) => caller.WaitForAsync("turn", turn => turn.GetProperty("turn").GetInt32() == 1, s_limit);

    /// <summary>From the first to the last audible frame of the reply that was cut off, as the caller's own ears have it.</summary>
    private static int HeardMsOfTheStory(CallerProcess caller, int cutAt)
    {
        var greeted = caller.Of("turn").First().GetProperty("t").GetInt32();
        var audible = caller.Levels().Where(level => level.Rms > Audible && level.At > greeted && level.At < cutAt + 1000).Select(level => level.At).ToArray();
        return audible[^1] - audible[0];
    }

    /// <summary>Of the agent or the gateway, with its level.</summary>
    [GeneratedRegex(@"^\[(?:agent|gateway)-[^\]]+\] \S+ (?:\x1b\[\d+m)*(trce|dbug|info|warn|fail|crit).*$")]
    private static partial Regex LogLine();

    [GeneratedRegex(@"^\[agent-.*Job \S+ ended")]
    private static partial Regex JobEnded();

    private static async Task<string> ConversationAsync(ProviderAdmin provider, JsonElement session)
    {
        var items = await provider.ItemsAsync(session.GetProperty("id").GetString()!);
        return string.Join(' ', items.Select(item => item.GetRawText()));
    }
}
