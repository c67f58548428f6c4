using EdgeVoice.Dashboard.Storage;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>
/// The spans that decide how long a trace took: from the one that ends last upwards in time, always the child that was done last before
/// the point that is reached.
/// </summary>
internal static class CriticalPath
{
    /// <returns>Their ids.</returns>
    public static HashSet<string> Of(IReadOnlyCollection<Span> spans, ILookup<string, Span> children)
    {
        HashSet<string> path = [];
        HashSet<string> walked = [];
        var open = new Stack<Span>([spans.Where(span => span.ParentId is null).DefaultIfEmpty(spans.First()).MaxBy(span => span.EndNs)!]);
        while (open.TryPop(out var span))
        {
            if (!walked.Add(span.SpanId))
            {
                continue;
            }

            path.Add(span.SpanId);
            var reached = HandedOver(span) ?? span.EndNs;
            foreach (var (child, through) in Steps(span, children).OrderByDescending(step => HandedOver(step.Span) ?? step.Span.EndNs))
            {
                var done = HandedOver(child) ?? child.EndNs;
                if (done <= reached && done > span.StartNs)
                {
                    reached = child.StartNs;
                    open.Push(child);
                    path.Add(through.SpanId);
                }
            }
        }

        return path;
    }

    // A tool between two pieces of speech is a step of the turn, although it belongs to a response that goes on.
    private static IEnumerable<(Span Span, Span Through)> Steps(Span span, ILookup<string, Span> children)
    {
        foreach (var child in children[span.SpanId])
        {
            yield return (child, child);
            foreach (var within in HandedOver(child) is null ? [] : children[child.SpanId])
            {
                yield return (within, child);
            }
        }
    }

    // An answer is played while the rest of it is being made: what follows waited for its first audio, not for its end.
    private static long? HandedOver(Span span) => span.Name.StartsWith(EdgeVoiceReader.Inference, StringComparison.Ordinal) ? span.Events.FirstOrDefault(happened => happened.Name == "first_audio")?.AtNs : null;
}
