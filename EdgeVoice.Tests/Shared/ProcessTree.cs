using System.Globalization;

namespace EdgeVoice.Tests.Shared;

/// <summary>The processes below another one, as Linux's <c>/proc</c> shows them.</summary>
internal static class ProcessTree
{
    /// <summary>All descendants; its own entry is not among them.</summary>
    public static IReadOnlyList<ProcessIdentity> Below(int processId)
    {
        var children = All().ToLookup(entry => entry.Parent);
        var found = new List<ProcessIdentity>();
        for (var open = new Queue<int>([processId]); open.TryDequeue(out var parent);)
        {
            foreach (var child in children[parent])
            {
                found.Add(new ProcessIdentity(child.Id, child.StartTime, child.Name));
                open.Enqueue(child.Id);
            }
        }

        return found;
    }

    /// <summary>Running processes whose environment holds the text.</summary>
    public static IEnumerable<ProcessIdentity> WithEnvironment(string text) => All()
        .Where(entry => EnvironmentOf(entry.Id).Contains(text, StringComparison.Ordinal))
        .Select(entry => new ProcessIdentity(entry.Id, entry.StartTime, entry.Name))
        .Where(IsAlive);

    /// <summary>It runs, and its id was not given to another process since. A zombie does not run.</summary>
    public static bool IsAlive(ProcessIdentity process) => Read(process.Id) is { State: not ('Z' or 'X') } entry && entry.StartTime == process.StartTime;

    /// <summary>Resident memory in KiB.</summary>
    public static long ResidentKilobytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    /// <summary>Its words; none when it is gone.</summary>
    public static string[] CommandOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    public static string? VariableOf(int processId, string name) =>
        EnvironmentOf(processId).Split('\0').FirstOrDefault(entry => entry.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static IEnumerable<Entry> All() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Read(id) : null)
        .OfType<Entry>();

    private static string EnvironmentOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/environ");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // 4711 (a name) S 1 ... : state, parent, and as the 22nd field the start time.
    private static Entry? Read(int processId)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{processId}/stat");
            var nameEnd = text.LastIndexOf(')');
            var fields = text[(nameEnd + 2)..].Split(' ');
            return new Entry(processId, text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..nameEnd], fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture), fields[19]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record Entry(int Id, string Name, char State, int Parent, string StartTime);
}
