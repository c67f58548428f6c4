using EdgeVoice.RealtimeEmulator.Scripts;

namespace EdgeVoice.RealtimeEmulator.Faults;

internal static class FaultRules
{
    public static readonly IReadOnlyList<string> IncompleteReasons = ["max_output_tokens", "content_filter"];

    public static IEnumerable<string> Errors(Fault fault)
    {
        if (!FaultKinds.All.Contains(fault.Kind))
        {
            yield return $"kind '{fault.Kind}' is not known; use one of {string.Join(", ", FaultKinds.All)}.";
        }

        if (fault.Session is not (Fault.NextSession or Fault.AllSessions) && !fault.Session.StartsWith("sess_", StringComparison.Ordinal))
        {
            yield return "session must be 'next', 'all' or the id of a live session (sess_...).";
        }

        if (fault.AfterResponses < 0)
        {
            yield return "afterResponses must be 0 or more.";
        }

        if (fault.AfterMs is < 0)
        {
            yield return "afterMs must be 0 or more.";
        }

        if (fault.Times is <= 0)
        {
            yield return "times must be 1 or more.";
        }

        if (fault.DurationMs is < 0)
        {
            yield return "durationMs must be 0 or more.";
        }

        if (fault.Kind == FaultKinds.Script)
        {
            foreach (var error in ScriptErrors(fault))
            {
                yield return error;
            }
        }
        else if (fault.Reason is { } reason && !IncompleteReasons.Contains(reason))
        {
            yield return $"reason must be one of {string.Join(", ", IncompleteReasons)}.";
        }
    }

    private static IEnumerable<string> ScriptErrors(Fault fault) => fault.Script is { } script
        ? ScriptRules.Errors(script).Select(error => $"script: {error}")
        : fault.Reason is { } name && ScriptCatalog.Shipped.ContainsKey(name)
            ? []
            : [$"reason must name a script: {string.Join(", ", ScriptCatalog.Shipped.Keys)}."];
}
