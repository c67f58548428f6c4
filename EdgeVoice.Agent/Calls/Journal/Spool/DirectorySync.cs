using System.Runtime.InteropServices;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>Syncs a folder to the device: a synced file whose name is not in its folder is lost with the power all the same. Windows keeps names by itself.</summary>
internal static partial class DirectorySync
{
    /// <exception cref="IOException">The folder is not there, or the device refuses.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        try
        {
            if (descriptor < 0 || Sync(descriptor) != 0)
            {
                throw new IOException($"The folder {folder} cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        finally
        {
            _ = descriptor < 0 ? 0 : Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
