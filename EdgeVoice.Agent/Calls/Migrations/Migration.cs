using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace EdgeVoice.Agent.Calls.Migrations;

/// <summary>One step of the database schema, from a file <c>0001_name.sql</c>. A step that was released is never edited.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    private const string Extension = ".sql";

    /// <summary>SHA-256 of the text with unified line ends, so that a checkout on Windows is the same step.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The steps in this build, oldest first.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } = [.. Load(typeof(Migration).Assembly).OrderBy(migration => migration.Version)];

    private static IEnumerable<Migration> Load(Assembly assembly)
    {
        var prefix = typeof(Migration).Namespace + ".";
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[prefix.Length..^Extension.Length];
            yield return new Migration(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
