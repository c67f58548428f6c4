namespace EdgeVoice.Dashboard.Turns;

/// <summary>Medians of phases and components, by name, over finished turns that a caller began.</summary>
internal static class Medians
{
    public const string HeardSilence = "heard_silence";

    public static Dictionary<string, Median> Of(IEnumerable<Turn> turns)
    {
        Dictionary<string, List<double>> values = [];
        foreach (var turn in turns)
        {
            if (turn.InProgress || !turn.Reading.ByCaller)
            {
                continue;
            }

            foreach (var (name, ms) in turn.Components)
            {
                Add(name, ms);
            }

            foreach (var name in new[] { PhaseNames.UserSpeech, PhaseNames.ModelWait, PhaseNames.AgentSpeech })
            {
                if (turn.Row.Phases.Any(phase => phase.Name == name))
                {
                    Add(name, turn.Row.Phases.Where(phase => phase.Name == name).Sum(phase => phase.DurationMs));
                }
            }

            if (turn.Row.HeardSilenceMs is { } silence)
            {
                Add(HeardSilence, silence);
            }
        }

        return values.ToDictionary(entry => entry.Key, entry => new Median(Distribution.Rank([.. entry.Value.Order()], 0.5), entry.Value.Count));

        void Add(string name, double ms)
        {
            if (!values.TryGetValue(name, out var list))
            {
                values[name] = list = [];
            }

            list.Add(ms);
        }
    }
}
