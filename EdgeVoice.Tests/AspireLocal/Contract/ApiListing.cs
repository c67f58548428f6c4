using System.Text.RegularExpressions;

namespace EdgeVoice.Tests.AspireLocal.Contract;

/// <summary>The public types and members of the real assemblies, as their listing spells them.</summary>
internal sealed partial class ApiListing
{
    private readonly Dictionary<string, ListedType> _types = [];

    public static ApiListing Parse(IEnumerable<string> lines)
    {
        var listing = new ApiListing();
        ListedType? current = null;
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            var experimental = line.Contains("[Experimental(", StringComparison.Ordinal);
            var text = Attributes().Replace(line.Replace("  // default impl", "", StringComparison.Ordinal).Trim(), "");
            if (line[0] != ' ')
            {
                current = ListedType.Parse(text, experimental);
                listing._types[current.Name] = current;
            }
            else
            {
                current!.Members[text] = experimental;
            }
        }

        return listing;
    }

    public ListedType? Find(string fullName) => _types.GetValueOrDefault(fullName);

    /// <summary>The bases of a type and theirs, by the names that the listing uses.</summary>
    public HashSet<string> AllBases(ListedType type)
    {
        var all = new HashSet<string>();
        var open = new Queue<string>(type.Bases);
        while (open.TryDequeue(out var name))
        {
            if (all.Add(name))
            {
                var listed = _types.Values.FirstOrDefault(candidate => candidate.ShortName == name || candidate.ShortName == Generic().Replace(name, "<T>"));
                foreach (var further in listed?.Bases ?? [])
                {
                    open.Enqueue(further);
                }
            }
        }

        return all;
    }

    [GeneratedRegex("""\[(Obsolete|Experimental\("[A-Z0-9]+"\))\] """)]
    private static partial Regex Attributes();

    [GeneratedRegex("<.*>")]
    private static partial Regex Generic();
}
