using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns.Sequences;

public sealed class ProviderSequenceTests
{
    private const int Sequences = 10_000;
    private const int Groups = 20;

    /// <summary>Twenty groups of 500 calls, so that they run side by side; a failure names the seed.</summary>
    [Theory]
    [MemberData(nameof(FirstSeeds))]
    public void AnySequence_OfProviderEvents_KeepsTheRules(int firstSeed)
    {
        var turns = 0;
        for (var seed = firstSeed; seed < firstSeed + (Sequences / Groups); seed++)
        {
            turns += SimulatedCall.Run(seed).Turns.Count;
        }

        // They are conversations, not calls that ended at their first event.
        Assert.InRange(turns, Sequences / Groups * 3, int.MaxValue);
    }

    public static TheoryData<int> FirstSeeds() => [.. Enumerable.Range(0, Groups).Select(group => group * (Sequences / Groups))];

    [Fact]
    public void Sequences_PlayedTwice_AreTheSame() =>
        Assert.Equal(SimulatedCall.Run(77).Turns.Select(Sum), SimulatedCall.Run(77).Turns.Select(Sum));

    private static (int Index, TurnOutcome Outcome, int HeardMs, string Words) Sum(Turn turn) => (turn.Index, turn.Outcome, turn.HeardMs, turn.HeardText);
}
