using System.Security.Cryptography;
using System.Text;
using EdgeVoice.AppHost.K3s;

namespace EdgeVoice.AppHost.Publication;

/// <summary>The list of published files with their digests, in the form of <c>sha256sum</c>.</summary>
internal static class FileSums
{
    public const string Name = "SHA256SUMS";

    private const string Separator = "  ";

    public static PublishedFile Of(IEnumerable<PublishedFile> files) => new(Name, string.Concat(files
        .OrderBy(file => file.Path, StringComparer.Ordinal)
        .Select(file => $"{Sum(Encoding.UTF8.GetBytes(file.Content))}{Separator}{file.Path}\n")));

    /// <summary>Digest by path, or null where there is no such list.</summary>
    public static IReadOnlyDictionary<string, string>? Read(string folder)
    {
        var list = Path.Combine(folder, Name);
        return File.Exists(list) ? Parse(File.ReadAllText(list)) : null;
    }

    public static IReadOnlyDictionary<string, string> Parse(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(Separator, 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);

    public static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Every file below the folder, relative to it, with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
}
