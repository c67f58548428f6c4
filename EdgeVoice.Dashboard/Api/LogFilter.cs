using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Api;

internal sealed class LogFilter
{
    private readonly string[] _resources;
    private readonly int _severity;
    private readonly string? _search;
    private readonly (string Key, string Value)? _attribute;
    private readonly string? _trace;
    private readonly string? _span;
    private readonly string? _session;
    private readonly long? _from;
    private readonly long? _to;
    private readonly ContentGuard _guard;

    private LogFilter(Query query, ContentGuard guard)
    {
        _guard = guard;
        _resources = query.List("resource");
        _severity = query.Text("severity") is null ? 0 : LogRows.Least(query.OneOf("severity", "trace", LogRows.Severities));
        _search = query.Text("search");
        _attribute = query.Pair("attribute");
        _trace = query.Text("traceId");
        _span = query.Text("spanId");
        _session = query.Text("session");
        _from = query.Instant("from");
        _to = query.Instant("to");
    }

    public static LogFilter Read(Query query, ContentGuard guard) => new(query, guard);

    public bool Matches(LogRecord record) =>
        (_resources.Length == 0 || _resources.Contains(record.Resource.Name))
        && record.Severity >= _severity
        && (_trace is null || record.TraceId == _trace)
        && (_span is null || record.SpanId == _span)
        && (_session is null || LogRows.Session(record) == _session)
        && (_from is null || record.AtNs >= _from)
        && (_to is null || record.AtNs <= _to)
        && (_attribute is not { } wanted || ((_guard.Shows || !ContentGuard.IsContent(wanted.Key)) && record.Attributes.Text(wanted.Key) == wanted.Value))
        && (_search is null || record.Body.Contains(_search, StringComparison.OrdinalIgnoreCase) || record.Scope.Contains(_search, StringComparison.OrdinalIgnoreCase) || _guard.Contains(record.Attributes, _search));
}
