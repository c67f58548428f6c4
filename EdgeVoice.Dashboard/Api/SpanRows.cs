using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Spans in the order of their tree. Missing parents and rings of parents are shown at the root, not lost.</summary>
internal sealed class SpanRows(ContentGuard guard)
{
    public IReadOnlyList<SpanRow> Of(IReadOnlyCollection<Span> spans)
    {
        if (spans.Count == 0)
        {
            return [];
        }

        var known = spans.Select(span => span.SpanId).ToHashSet();
        var children = spans.Where(span => span.ParentId is not null && known.Contains(span.ParentId)).ToLookup(span => span.ParentId!);
        var start = spans.Min(span => span.StartNs);
        var critical = CriticalPath.Of(spans, children);
        List<SpanRow> rows = [];
        HashSet<string> seen = [];
        foreach (var root in spans.Where(span => span.ParentId is null || !known.Contains(span.ParentId)).OrderBy(span => span.StartNs))
        {
            Add(root);
        }

        foreach (var ring in spans.OrderBy(span => span.StartNs))
        {
            Add(ring);
        }

        return rows;

        void Add(Span first)
        {
            var open = new Stack<(Span Span, int Depth)>([(first, 0)]);
            while (open.TryPop(out var next))
            {
                if (!seen.Add(next.Span.SpanId))
                {
                    continue;
                }

                rows.Add(Show(next.Span, next.Depth, next.Span.ParentId is not null && !known.Contains(next.Span.ParentId), start, critical.Contains(next.Span.SpanId)));
                foreach (var child in children[next.Span.SpanId].OrderByDescending(child => child.StartNs))
                {
                    open.Push((child, next.Depth + 1));
                }
            }
        }
    }

    private SpanRow Show(Span span, int depth, bool orphan, long start, bool critical) => new(
        span.TraceId,
        span.SpanId,
        span.ParentId,
        depth,
        orphan,
        span.Name,
        span.Kind,
        span.Resource.Name,
        span.Scope,
        Clock.Ms(span.StartNs - start),
        Clock.Ms(span.EndNs - span.StartNs),
        Clock.Text(span.StartNs),
        span.Status,
        span.StatusText,
        guard.Show(span.Attributes),
        span.Events.Select(happened => new { happened.Name, AtMs = Clock.Ms(happened.AtNs - start), Attributes = guard.Show(happened.Attributes) }),
        span.Links.Select(link => new { link.TraceId, link.SpanId }),
        critical);
}
