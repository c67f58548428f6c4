using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

internal static class SpanTree
{
    /// <summary>The span's descendants. Parents that form a ring, which only a hostile sender makes, end the walk.</summary>
    public static IEnumerable<Span> Below(TraceRecord trace, Span? root)
    {
        if (root is null)
        {
            yield break;
        }

        var children = trace.Spans.ToLookup(span => span.ParentId);
        var seen = new HashSet<string> { root.SpanId };
        var open = new Stack<string>([root.SpanId]);
        while (open.TryPop(out var id))
        {
            foreach (var child in children[id].Where(child => seen.Add(child.SpanId)))
            {
                yield return child;
                open.Push(child.SpanId);
            }
        }
    }
}
