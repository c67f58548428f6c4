using System.Diagnostics;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Starts children away from the terminal: Ctrl-C there reaches the AppHost alone, which stops them in order.</summary>
internal static class ChildSession
{
    private const string PerlSetsid = "use POSIX; POSIX::setsid(); exec @ARGV or exit 127";

    private static readonly string? s_setsid = ProgramPath.Find("setsid");
    private static readonly string? s_perl = ProgramPath.Find("perl");

    /// <summary>Whether a child leads its own process group, so that a signal to the group reaches its children too.</summary>
    public static bool LeadsGroup { get; } = !OperatingSystem.IsWindows() && (s_setsid ?? s_perl) is not null;

    public static ProcessStartInfo InOwnSession(string program, IEnumerable<string> arguments)
    {
        // macOS has no setsid program but brings Perl.
        (string Program, string[] Prefix) launcher = (s_setsid, s_perl) switch
        {
            ({ } setsid, _) => (setsid, [program]),
            (_, { } perl) => (perl, ["-e", PerlSetsid, program]),
            _ => ("/bin/sh", ["-c", "trap '' INT; exec \"$@\"", "sh", program]),
        };
        return new ProcessStartInfo(launcher.Program, [.. launcher.Prefix, .. arguments]) { UseShellExecute = false };
    }
}
