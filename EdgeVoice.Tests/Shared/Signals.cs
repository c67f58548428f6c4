using System.Runtime.InteropServices;

namespace EdgeVoice.Tests.Shared;

/// <summary>POSIX signals to processes that a test has started.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>To a process, or with a negative id to a process group.</summary>
    public static void Send(int processId, int signal) => _ = kill(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int kill(int processId, int signal);
}
