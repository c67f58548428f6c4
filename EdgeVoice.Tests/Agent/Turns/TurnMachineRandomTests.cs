using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

public sealed class TurnMachineRandomTests
{
    /// <summary>Whatever a provider, a caller and the clock do in whatever order: the rules hold.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyOrderOfInputs_KeepsTheRules(int seed)
    {
        var random = new Random(seed);
        var call = new TurnScript(opening: new TurnOpening(TurnScript.Greeting) { Limit = new CallLimit(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(200)) });
        call.Ready();
        var played = new Dictionary<string, int>();

        for (var step = 0; step < 300; step++)
        {
            call.Positions.Clear();
            call.Positions.AddRange(played.Select(item => new PlayoutPosition(item.Key, random.Next(item.Value + 1), item.Value)));
            var commands = Step(call, random);
            foreach (var play in commands.OfType<PlayAudio>())
            {
                played[play.ItemId] = played.GetValueOrDefault(play.ItemId) + (play.Pcm.Length / 48);
            }

            Assert.All(commands.OfType<Truncate>(), truncate => Assert.InRange(truncate.HeardMs, 0, played.GetValueOrDefault(truncate.ItemId)));
        }

        call.Apply(at => new CallClosed(at, CallOutcome.CallerHungUp, "over"));

        Assert.Single(call.Commands.OfType<EndCall>());
        Assert.Equal(Enumerable.Range(1, call.Turns.Count()), call.Turns.Select(turn => turn.Index));
        Assert.All(call.Turns, turn => Assert.InRange(turn.HeardMs, 0, turn.GeneratedMs));
        Assert.All(call.Turns, turn => Assert.StartsWith(turn.HeardText.Split(' ')[0], turn.AgentText, StringComparison.Ordinal));
        Assert.True(call.Commands.OfType<RunTool>().Select(tool => tool.CallId).Distinct().Count() == call.Commands.OfType<RunTool>().Count());
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 100)];

    private static IReadOnlyList<TurnCommand> Step(TurnScript call, Random random)
    {
        var response = $"resp_{random.Next(4)}";
        var item = $"item_{random.Next(6)}";
        return random.Next(17) switch
        {
            0 => call.Says(new SpeechStarted(item, 0)),
            1 => call.Says(new SpeechStopped(item, 0)),
            2 => call.Says(new InputCommitted(item)),
            3 => call.Says(new UserTranscribed(item, random.Next(3) == 0 ? null : "hello")),
            4 => call.Says(new ResponseStarted(response)),
            5 or 6 => call.Says(new AudioDelta(response, item, new byte[48 * random.Next(500)])),
            7 => call.Says(new TranscriptDelta(response, item, "words of the agent ")),
            8 => call.Says(new AudioDone(response, item)),
            9 => call.Says(new ToolCallRequested(response, $"call_{random.Next(3)}", "tool", "{}")),
            10 => call.Says(new ResponseDone(response, (ResponseStatus)random.Next(4), "reason", default)),
            11 => call.Apply(at => new PlayoutSays(at, new PlayoutStarted(item))),
            12 => call.Heard(item, random.Next(1000)),
            13 => call.ToolEnds($"call_{random.Next(3)}"),
            14 => random.Next(4) == 0 ? call.Says(new SessionLost("1006", Fatal: false)) : call.Apply(at => new ProviderRestored(at)),
            15 => call.Fires(random.Next(4) == 0 ? TurnTimer.CallLength : TurnTimer.CallerSilent),
            _ => call.Fires((TurnTimer)random.Next(3)),
        };
    }
}
