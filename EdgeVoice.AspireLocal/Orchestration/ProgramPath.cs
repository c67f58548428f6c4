using Aspire.Hosting;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Looks programs up as a shell does.</summary>
internal static class ProgramPath
{
    private static readonly string[] s_extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ""] : [""];

    public static string? Find(string program)
    {
        if (program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return File.Exists(program) ? program : null;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => s_extensions.Select(extension => Path.Combine(folder, program + extension)))
            .FirstOrDefault(File.Exists);
    }

    /// <exception cref="DistributedApplicationException">The program is not installed.</exception>
    public static string Require(string program) => Find(program) ??
        throw new DistributedApplicationException($"could not start: '{program}' was not found. Install it, or add its folder to PATH.");

    /// <summary>The dotnet program that runs this process, or the one on PATH.</summary>
    public static string Dotnet() => Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet"
        ? self
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host) ? host : Require("dotnet");
}
