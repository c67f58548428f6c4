using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Tests.Dashboard;

public sealed class PhaseBuilderTests
{
    private const long Ms = 1_000_000;
    private const long Start = 1_780_000_000_000_000_000;

    [Fact]
    public void ACallersTurn_HasItsPhasesInOrder()
    {
        var phases = PhaseBuilder.Build(Turn(5000, speech: (0, 1000), committed: 1500, first: 2300, playout: (2350, 4800), tools: [("look_up", 1600, 2000)]));

        Assert.Equal(
            [("user_speech", 1000), ("endpointing", 500), ("model_wait", 100), ("tool", 400), ("model_wait", 300), ("playout", 50), ("agent_speech", 2450), ("other", 200)],
            phases.Select(phase => (phase.Name, (int)phase.DurationMs)));
        Assert.Equal("look_up", phases[3].Detail);
    }

    [Fact]
    public void AToolBetweenTwoPiecesOfSpeech_IsNotSpeech()
    {
        var turn = Turn(9000, speech: (0, 1000), committed: 1500, first: 1800, playout: (1850, 9000), tools: [("look_up", 3000, 7000)]) with
        {
            AgentSpeech = [Part(1850, 3000), Part(7300, 9000)],
        };

        Assert.Equal(
            [("user_speech", 1000), ("endpointing", 500), ("model_wait", 300), ("playout", 50), ("agent_speech", 1150), ("tool", 4000), ("model_wait", 300), ("agent_speech", 1700)],
            PhaseBuilder.Build(turn).Select(phase => (phase.Name, (int)phase.DurationMs)));
    }

    [Fact]
    public void MarksInTheWrongOrder_MakeANegativePhaseAndAFinding()
    {
        var turn = Turn(3000, speech: (0, 1000), committed: 940, first: 1300, playout: (1350, 3000));
        var phases = PhaseBuilder.Build(turn);

        Assert.Equal(-60, phases.Single(phase => phase.Name == "endpointing").DurationMs);
        Assert.Equal(3000, phases.Sum(phase => phase.DurationMs), 3);
        Assert.Contains(TurnChecks.Find(turn, phases), finding => finding.Kind == "negative_phase" && finding.Subject == "endpointing");
    }

    [Theory]
    [InlineData("committed")]
    [InlineData("speech_ended")]
    [InlineData("first_audio")]
    [InlineData("playout_started")]
    public void AMissingMark_IsAFinding_AndThePhasesStillSum(string mark)
    {
        var turn = Turn(3000, speech: (0, 1000), committed: 1500, first: 1800, playout: (1850, 3000));
        turn = mark switch
        {
            "committed" => turn with { Committed = null },
            "speech_ended" => turn with { SpeechEnded = null },
            "first_audio" => turn with { FirstAudio = null },
            _ => turn with { PlayoutStarted = null },
        };
        var phases = PhaseBuilder.Build(turn);

        Assert.Equal(3000, phases.Sum(phase => phase.DurationMs), 3);
        Assert.Contains(TurnChecks.Find(turn, phases), finding => finding.Kind == "missing_mark" && finding.Subject == mark);
    }

    [Fact]
    public void ATurnInProgress_ShowsThePhaseItIsIn()
    {
        Assert.Equal("user_speech", Last(Turn(700, speech: (0, null)) with { Outcome = null }));
        Assert.Equal("endpointing", Last(Turn(1200, speech: (0, 1000)) with { Outcome = null }));
        Assert.Equal("model_wait", Last(Turn(1900, speech: (0, 1000), committed: 1500) with { Outcome = null }));
        Assert.Equal("playout", Last(Turn(2000, speech: (0, 1000), committed: 1500, first: 1800) with { Outcome = null }));

        static string Last(TurnReading turn) => PhaseBuilder.Build(turn)[^1].Name;
    }

    [Fact]
    public void DroppedAndContradictingSpans_AreFindings()
    {
        var turn = Turn(3000, speech: (0, 1000), committed: 1500, first: 1800, playout: (1850, 3400)) with { SpansMade = 5, ReportedSilenceMs = 900 };
        var findings = TurnChecks.Find(turn, PhaseBuilder.Build(turn));

        Assert.Contains(findings, finding => finding.Kind == "dropped_span");
        Assert.Contains(findings, finding => finding.Kind == "mismatch");
        Assert.Contains(findings, finding => finding.Kind == "overlap" && finding.Subject == "playout_ended");
    }

    /// <summary>Any marks in any order, any of them missing, any tools: the parts are the whole.</summary>
    [Fact]
    public void PhasesSumToTheLength_WhateverTheMarks()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            long? Mark() => random.Next(5) == 0 ? null : Start + (random.Next(-500, 6000) * Ms);
            var turn = new TurnReading
            {
                SessionId = "s",
                Index = 1,
                Source = "edgevoice",
                ByCaller = random.Next(4) > 0,
                Outcome = random.Next(3) == 0 ? null : "complete",
                StartNs = Start,
                EndNs = Start + (random.Next(-100, 6000) * Ms),
                SpeechStarted = Mark(),
                SpeechEnded = Mark(),
                Committed = Mark(),
                FirstAudio = Mark(),
                PlayoutStarted = Mark(),
                PlayoutEnded = Mark(),
                AgentSpeech = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Part(random.Next(0, 5000), random.Next(0, 6000)))],
                Tools = [.. Enumerable.Range(0, random.Next(3)).Select(index => new ToolSpan($"tool{index}", null, Start + (random.Next(0, 5000) * Ms), Start + (random.Next(0, 6000) * Ms), true, ""))],
            };
            var phases = PhaseBuilder.Build(turn);

            Assert.Equal((turn.EndNs - turn.StartNs) / (double)Ms, phases.Sum(phase => phase.DurationMs), 3);
            for (var index = 1; index < phases.Count; index++)
            {
                Assert.Equal(phases[index - 1].StartMs + phases[index - 1].DurationMs, phases[index].StartMs, 3);
            }
        }
    }

    private static Interval Part(long from, long to) => new(Start + (from * Ms), Start + (to * Ms));

    private static TurnReading Turn(int length, (int From, int? To)? speech = null, int? committed = null, int? first = null, (int From, int To)? playout = null, (string Name, int From, int To)[]? tools = null) => new()
    {
        SessionId = "s",
        Index = 1,
        Source = "edgevoice",
        ByCaller = true,
        Outcome = "complete",
        StartNs = Start,
        EndNs = Start + (length * Ms),
        SpeechStarted = At(speech?.From),
        SpeechEnded = At(speech?.To),
        Committed = At(committed),
        FirstAudio = At(first),
        PlayoutStarted = At(playout?.From),
        PlayoutEnded = At(playout?.To),
        AgentSpeech = playout is { } heard ? [Part(heard.From, heard.To)] : [],
        Tools = [.. (tools ?? []).Select(tool => new ToolSpan(tool.Name, null, Start + (tool.From * Ms), Start + (tool.To * Ms), true, ""))],
    };

    private static long? At(int? ms) => ms is { } known ? Start + (known * Ms) : null;
}
