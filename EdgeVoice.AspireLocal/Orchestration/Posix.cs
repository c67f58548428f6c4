using System.Runtime.InteropServices;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>The few system calls for which .NET has no name.</summary>
internal static partial class Posix
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private static readonly Dictionary<int, string> s_names = new()
    {
        [1] = "SIGHUP", [SigInt] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [6] = "SIGABRT", [SigKill] = "SIGKILL", [11] = "SIGSEGV", [13] = "SIGPIPE", [SigTerm] = "SIGTERM",
    };

    /// <summary>Text such as <c>137 (SIGKILL)</c>: a process that a signal ended has 128 plus its number as exit code.</summary>
    public static string DescribeExit(int exitCode) =>
        exitCode > 128 && s_names.TryGetValue(exitCode - 128, out var name) ? $"{exitCode} ({name})" : $"{exitCode}";

    /// <param name="processId">A process, or the negative of a group.</param>
    /// <param name="signal">Number of the signal.</param>
    public static bool Signal(int processId, int signal) => Kill(processId, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentProcessId();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUserId();
}
