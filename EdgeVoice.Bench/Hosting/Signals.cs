using System.Runtime.InteropServices;

namespace EdgeVoice.Bench.Hosting;

/// <summary>POSIX signals to processes that the bench has started.</summary>
internal static partial class Signals
{
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int processId, int signal) => _ = kill(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int kill(int processId, int signal);
}
