namespace EdgeVoice.Bench.Effects;

/// <summary>How far a booking has come when its agent is killed.</summary>
internal enum KillStep
{
    /// <summary>The intent was handed to the journal and may or may not have reached the disk.</summary>
    IntentJournalled,

    /// <summary>The intent is on disk and the tool has not begun.</summary>
    SpoolWritten,

    /// <summary>The tool's transaction waits in the database.</summary>
    TransactionBegun,

    /// <summary>The effect is written and its commit is on its way: it arrives after the successor has read the call's history.</summary>
    CommitUnderWay,

    /// <summary>The effect is committed and the agent has not been told.</summary>
    Committed,

    /// <summary>The result was handed to the journal and to the provider.</summary>
    ResultTold,

    /// <summary>The caller has heard the result to its end.</summary>
    ResultHeard,
}

/// <summary>The names that the command line and the table have for the steps.</summary>
internal static class KillSteps
{
    public static IReadOnlyDictionary<string, KillStep> ByName { get; } = new Dictionary<string, KillStep>
    {
        ["intent-journalled"] = KillStep.IntentJournalled,
        ["spool-written"] = KillStep.SpoolWritten,
        ["transaction-begun"] = KillStep.TransactionBegun,
        ["commit-under-way"] = KillStep.CommitUnderWay,
        ["committed"] = KillStep.Committed,
        ["result-told"] = KillStep.ResultTold,
        ["result-heard"] = KillStep.ResultHeard,
    };

    public static string NameOf(KillStep step) => ByName.First(known => known.Value == step).Key;
}
