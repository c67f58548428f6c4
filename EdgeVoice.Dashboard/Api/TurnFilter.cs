using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>The filters of <c>/api/turns</c>, the same for list, summary, follow and command line.</summary>
internal sealed class TurnFilter
{
    private readonly string[] _regions;
    private readonly string[] _personas;
    private readonly string[] _outcomes;
    private readonly string[] _tools;
    private readonly string[] _causes;
    private readonly double? _minSilence;
    private readonly double? _maxSilence;
    private readonly bool? _interrupted;
    private readonly bool? _findings;
    private readonly long? _from;
    private readonly long? _to;
    private readonly string? _session;
    private readonly string? _search;

    private TurnFilter(Query query, bool contentShown)
    {
        _regions = query.List("region");
        _personas = query.List("persona");
        _outcomes = query.List("outcome");
        _tools = query.List("tool");
        _causes = query.List("cause");
        _minSilence = query.Number("minSilence");
        _maxSilence = query.Number("maxSilence");
        _interrupted = query.Flag("interrupted");
        _findings = query.Flag("findings");
        _from = query.Instant("from");
        _to = query.Instant("to");
        _session = query.Text("session");
        _search = query.Text("search");
        ContentShown = contentShown;
    }

    public bool NeedsCause => _causes.Length > 0;

    private bool ContentShown { get; }

    public static TurnFilter Read(Query query, bool contentShown) => new(query, contentShown);

    public bool Matches(Turn turn)
    {
        var row = turn.Row;
        return In(_regions, row.Region) && In(_personas, row.Persona) && In(_outcomes, row.Outcome)
            && (_tools.Length == 0 || row.Tools.Any(_tools.Contains))
            && (_minSilence is null || row.HeardSilenceMs >= _minSilence)
            && (_maxSilence is null || row.HeardSilenceMs <= _maxSilence)
            && (_interrupted is null || row.Interrupted == _interrupted)
            && (_findings is null || row.Findings.Count > 0 == _findings)
            && (_from is null || turn.Reading.StartNs >= _from)
            && (_to is null || turn.Reading.StartNs <= _to)
            && (_session is null || row.SessionId == _session)
            && (_search is null || Found(turn, _search));
    }

    public bool Matches(Cause? cause) => _causes.Length == 0 || (cause is not null && (_causes.Contains(cause.Name) || (_causes.Contains("tool") && cause.Name.StartsWith(TurnComponents.ToolPrefix, StringComparison.Ordinal))));

    private static bool In(string[] wanted, string? value) => wanted.Length == 0 || (value is not null && wanted.Contains(value));

    private bool Found(Turn turn, string text) => Has(turn.Row.SessionId, text) || Has(turn.Row.TraceId, text) || (ContentShown && (Has(turn.Reading.UserText, text) || Has(turn.Reading.AgentText, text)));

    private static bool Has(string? value, string text) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
