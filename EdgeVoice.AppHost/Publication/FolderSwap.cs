using System.Runtime.InteropServices;

namespace EdgeVoice.AppHost.Publication;

/// <summary>Puts a folder in the place of another in one step of the file system, so that nobody ever sees neither.</summary>
internal static partial class FolderSwap
{
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    /// <summary>Exchanges two folders of one parent; without such a call of the system, by two renames.</summary>
    /// <exception cref="IOException">Nothing was exchanged.</exception>
    public static void Swap(string one, string other)
    {
        if (!TryExchange(one, other))
        {
            var aside = Aside(one);
            Directory.Move(other, aside);
            Directory.Move(one, other);
            Directory.Move(aside, one);
        }
    }

    /// <summary>Puts back what an interrupted swap by renames left aside.</summary>
    public static void Repair(string one, string other)
    {
        if (Directory.Exists(Aside(one)) && !Directory.Exists(other))
        {
            Directory.Move(Aside(one), other);
        }
        else if (Directory.Exists(Aside(one)))
        {
            Directory.Delete(Aside(one), recursive: true);
        }
    }

    private static string Aside(string one) => $"{one}.aside";

    private static bool TryExchange(string one, string other)
    {
        try
        {
            return OperatingSystem.IsLinux() && RenameAt2(CurrentFolder, one, CurrentFolder, other, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library; the two renames do.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
