namespace EdgeVoice.Tests.AspireLocal.Contract;

/// <summary>One type of the listing.</summary>
internal sealed record ListedType(string Kind, string Name, IReadOnlyList<string> Bases, string Constraints, bool IsExperimental)
{
    /// <summary>Members as text, and whether each is experimental.</summary>
    public Dictionary<string, bool> Members { get; } = [];

    public string ShortName => Name[(Name[..(Name.IndexOf('<', StringComparison.Ordinal) is var generic and >= 0 ? generic : Name.Length)].LastIndexOf('.') + 1)..];

    public static ListedType Parse(string text, bool experimental)
    {
        var where = text.IndexOf(" where ", StringComparison.Ordinal);
        var constraints = where < 0 ? "" : text[(where + 1)..];
        var head = (where < 0 ? text : text[..where]).Split(" : ", 2);
        var name = head[0].LastIndexOf(' ');
        return new ListedType(head[0][..name], head[0][(name + 1)..], head.Length > 1 ? SplitBases(head[1]) : [], constraints, experimental);
    }

    private static List<string> SplitBases(string text)
    {
        var bases = new List<string> { "" };
        var depth = 0;
        foreach (var character in text)
        {
            depth += character == '<' ? 1 : character == '>' ? -1 : 0;
            if (character == ',' && depth == 0)
            {
                bases.Add("");
            }
            else
            {
                bases[^1] += character;
            }
        }

        return [.. bases.Select(name => name.Trim())];
    }
}
