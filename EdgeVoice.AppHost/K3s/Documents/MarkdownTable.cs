namespace EdgeVoice.AppHost.K3s.Documents;

/// <summary>Rows of a table whose head stands in a template.</summary>
internal static class MarkdownTable
{
    public static string Rows<T>(IEnumerable<T> items, Func<T, IEnumerable<string>> cells) =>
        string.Join('\n', items.Select(item => $"| {string.Join(" | ", cells(item))} |"));
}
