namespace EdgeVoice.Bench.Hosting;

/// <summary>Rows as text for a terminal.</summary>
internal static class TextTable
{
    /// <param name="rows">The head first.</param>
    /// <param name="left">How many columns stand at the left; figures stand at the right.</param>
    public static string Format(IReadOnlyList<string[]> rows, int left)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, column) => column < left ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd())) + "\n";
    }
}
