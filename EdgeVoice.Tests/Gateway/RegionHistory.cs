using System.Globalization;

namespace EdgeVoice.Tests.Gateway;

/// <summary>A history of a region: written by a seed, or given as steps, and made short when it shows a violation.</summary>
internal sealed class RegionHistory
{
    // Of what can happen, what happens more often; deaths are rare enough for the region to fill up between them.
    private static readonly (RegionAct Act, int Weight)[] s_weights =
    [
        (RegionAct.Ask, 60), (RegionAct.Resume, 12), (RegionAct.Retry, 12), (RegionAct.Reserve, 120), (RegionAct.Answer, 100), (RegionAct.Cancel, 20),
        (RegionAct.Ahead, 40), (RegionAct.Join, 80), (RegionAct.Return, 15), (RegionAct.Reach, 120),
        (RegionAct.Opened, 120), (RegionAct.Lose, 25), (RegionAct.Close, 30), (RegionAct.List, 60), (RegionAct.Read, 60), (RegionAct.Observe, 60),
        (RegionAct.Miss, 4), (RegionAct.Report, 15), (RegionAct.Die, 3), (RegionAct.Replace, 5), (RegionAct.Delete, 40), (RegionAct.Release, 40),
        (RegionAct.Sweep, 10), (RegionAct.Restart, 2), (RegionAct.Down, 2), (RegionAct.Up, 20), (RegionAct.Tick, 40),
    ];

    private static readonly int s_totalWeight = s_weights.Sum(entry => entry.Weight);

    private RegionHistory(IReadOnlyList<RegionStep> steps, SimulatedRegion region) => (Steps, Region) = (steps, region);

    /// <summary>The steps that were possible, up to the violation.</summary>
    public IReadOnlyList<RegionStep> Steps { get; }

    public SimulatedRegion Region { get; }

    public string? Violation => Region.Violation;

    /// <summary>The same seed is the same history, on every machine.</summary>
    public static RegionHistory Of(int seed, int length)
    {
        var random = new Random(seed);
        var (names, left) = (0, length);
        return Run(region => left-- > 0 ? Next(region, random, ref names) : null);
    }

    public static RegionHistory Replay(IReadOnlyList<RegionStep> steps)
    {
        var next = 0;
        return Run(_ => next < steps.Count ? steps[next++] : null);
    }

    /// <summary>Leaves out steps for as long as what is left still shows it: halves first, single ones last.</summary>
    public RegionHistory Shrink(Predicate<RegionHistory> shows)
    {
        var shortest = this;
        for (var size = Math.Max(1, Steps.Count / 2); ;)
        {
            var shrunk = false;
            for (var start = 0; start < shortest.Steps.Count;)
            {
                var candidate = Replay([.. shortest.Steps.Take(start), .. shortest.Steps.Skip(start + size)]);
                if (shows(candidate) && candidate.Steps.Count < shortest.Steps.Count)
                {
                    (shortest, shrunk) = (candidate, true);
                }
                else
                {
                    start += size;
                }
            }

            if (!shrunk && size == 1)
            {
                return shortest;
            }

            size = shrunk ? Math.Min(size, Math.Max(1, shortest.Steps.Count / 2)) : size / 2;
        }
    }

    /// <summary>What a person needs who wants to see it again.</summary>
    public string Describe(int seed)
    {
        var shrunk = Shrink(history => history.Violation is not null);
        return string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {Violation}\nafter {Steps.Count} steps: {RegionStep.Format(Steps)}\nshrunk to {shrunk.Steps.Count} ({shrunk.Violation}): {RegionStep.Format(shrunk.Steps)}");
    }

    private static RegionHistory Run(Func<SimulatedRegion, RegionStep?> next)
    {
        var region = new SimulatedRegion();
        var done = new List<RegionStep>();
        while (region.Violation is null && next(region) is { } step)
        {
            if (region.Apply(step))
            {
                done.Add(step);
            }
        }

        if (region.Violation is null)
        {
            region.Settle();
        }

        return new RegionHistory(done, region);
    }

    private static RegionStep Next(SimulatedRegion region, Random random, ref int names)
    {
        var act = Pick(random);
        switch (act)
        {
            case RegionAct.Ask:
                return new RegionStep(act, ++names);
            case RegionAct.Resume or RegionAct.Retry or RegionAct.Ahead or RegionAct.Join or RegionAct.Return:
                return new RegionStep(act, ++names, OneOf(region.RequestsFor(act), random)?.Id ?? 0);
            case RegionAct.Reserve or RegionAct.Answer or RegionAct.Cancel:
                return new RegionStep(act, OneOf(region.RequestsFor(act), random)?.Id ?? 0);
            case RegionAct.Reach or RegionAct.Opened or RegionAct.Lose:
                return new RegionStep(act, OneOf(region.OpeningsFor(act), random)?.Id ?? 0);
            case RegionAct.Close or RegionAct.Replace or RegionAct.Delete or RegionAct.Release:
                var (call, generation) = OneOf(region.RoomsFor(act), random) is { CallId: not null } room ? (SimulatedRegion.Number(room), room.Generation) : default;
                return act is RegionAct.Replace ? new RegionStep(act, ++names, call, generation) : new RegionStep(act, call, generation);
            case RegionAct.Report or RegionAct.Die:
                return new RegionStep(act, random.Next(1, SimulatedRegion.Workers + 1));
            case RegionAct.Tick:
                // Mostly a moment; now and then longer than any of the ledger's patience.
                return new RegionStep(act, random.Next(12) == 0 ? random.Next(75) : random.Next(8));
            default:
                return new RegionStep(act);
        }
    }

    private static RegionAct Pick(Random random)
    {
        var left = random.Next(s_totalWeight);
        foreach (var (act, weight) in s_weights)
        {
            if ((left -= weight) < 0)
            {
                return act;
            }
        }

        throw new InvalidOperationException();
    }

    private static T? OneOf<T>(List<T> from, Random random) => from.Count > 0 ? from[random.Next(from.Count)] : default;
}
