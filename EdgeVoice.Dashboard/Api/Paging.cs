namespace EdgeVoice.Dashboard.Api;

internal static class Paging
{
    /// <summary>One page of what matched; only its items are made into answers.</summary>
    public static Page<TOut> Of<TIn, TOut>(IReadOnlyList<TIn> matched, int offset, int limit, Func<TIn, TOut> show)
    {
        var items = matched.Skip(offset).Take(limit).Select(show).ToArray();
        return new Page<TOut>(items, offset + items.Length < matched.Count ? Cursor.Write(offset + items.Length) : null, matched.Count);
    }
}
