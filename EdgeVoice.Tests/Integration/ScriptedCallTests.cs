using System.Globalization;
using EdgeVoice.Tests.Integration.Faults;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Integration;

/// <summary>Cases from the field and random responses in live calls: no dead air, and a journal that says what was.</summary>
[Collection(FaultRegionGroup.Name)]
public sealed class ScriptedCallTests(FaultRegion region)
{
    // Each takes half a minute; more of them with EDGEVOICE_CALLS, one of them with EDGEVOICE_SEED.
    private const int FewCalls = 6;

    // The way there and back through two native clients, and the scheduling of a machine that runs eight processes.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    // Until a line on which somebody is said to speak counts as silent.
    private static readonly TimeSpan s_silentLine = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Cases() => [.. ScriptedCall.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_InALiveCall_LeavesNobodyInSilence(string name)
    {
        var (silence, turns, story) = await region.ScriptedAsync(name);

        var limit = FaultRegion.Hold + s_margin + (name == "endless-speech" ? s_silentLine : TimeSpan.Zero);
        Assert.True(silence <= limit, $"The caller heard nothing for {silence.TotalSeconds} s:\n{story}");
        Assert.All(turns.Where(turn => turn.Outcome == "complete"), turn => Assert.True(turn.HeardMs > 0, story));
        Assert.Contains(turns, turn => turn.Initiator == "caller" && turn.Outcome == "complete");
    }

    [Fact]
    public async Task Microphone_GoesAwayInMidSpeech_TheAgentDoesNotWaitForEver()
    {
        await using var caller = CallerProcess.Start(region.AppHost.CallPage, "concierge");
        await caller.WaitForAsync("turn", s_limit);
        caller.Say("table");
        using var provider = new ProviderAdmin(region.AppHost);
        await Eventually.IsTrueAsync("that the provider hears the caller", async () =>
        {
            var ids = await JournalReader.SessionsAsync(region.AppHost.Database, caller.CallId);
            return (await provider.SessionsAsync()).Any(session => ids.Contains(session.GetProperty("id").GetString()!) && session.GetRawText().Contains("input_audio_buffer.speech_started", StringComparison.Ordinal));
        }, s_limit);
        caller.TakeMicrophoneAway();

        await caller.WaitForAsync("turn", turn => turn.GetProperty("turn").GetInt32() == 2 && turn.GetProperty("initiator").GetString() == "caller", s_limit);
        await caller.HangUpAsync();
    }

    [Fact]
    public async Task RandomResponses_InLiveCalls_LeaveNobodyInSilence()
    {
        var seeds = Environment.GetEnvironmentVariable("EDGEVOICE_SEED") is { } one
            ? [int.Parse(one, CultureInfo.InvariantCulture)]
            : Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("EDGEVOICE_CALLS"), out var wanted) ? wanted : FewCalls);
        var calls = await Task.WhenAll(seeds.Select(async seed =>
            (seed, call: await region.InALaneAsync(() => ScriptedCall.RunAsync(region.AppHost, session => RandomScript.Of(seed, session))))));

        foreach (var (seed, (silence, turns, story)) in calls)
        {
            Assert.True(silence <= FaultRegion.Hold + s_margin, $"Seed {seed}: the caller heard nothing for {silence.TotalSeconds} s:\n{story}");
            Assert.All(turns.Where(turn => turn.Outcome == "complete"), turn => Assert.True(turn.HeardMs > 0, $"Seed {seed}:\n{story}"));
        }
    }
}
