using System.Text;
using EdgeVoice.AppHost.K3s;

namespace EdgeVoice.AppHost.Publication;

/// <summary>
/// The output folder. It is written beside its place and put there at once: whoever is interrupted leaves the old one as it was.
/// <see cref="FileSums.Name"/> says which files are publish's own; a folder with others is somebody else's and stays.
/// </summary>
internal sealed class PublishedFolder(string path)
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _parent = Path.GetDirectoryName(path) ?? path;

    private string Beside(string purpose) => Path.Combine(_parent, $".{Path.GetFileName(path)}.{purpose}");

    /// <exception cref="DistributedApplicationException">The folder holds what publish did not write, is being written by another publish, or cannot be written.</exception>
    public void Replace(IEnumerable<PublishedFile> files)
    {
        try
        {
            Directory.CreateDirectory(_parent);
            // Held open, not merely there: a killed publish keeps nobody out.
            using var alone = new FileStream(Beside("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            var next = Beside("publishing");
            FolderSwap.Repair(next, path);
            RefuseForeign();
            Delete(next);
            Write(next, files);
            if (Directory.Exists(path))
            {
                FolderSwap.Swap(next, path);
                Delete(next);
            }
            else
            {
                Directory.Move(next, path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"{path} cannot be written: {exception.Message} Give another folder with --output-path, or end the publish that is writing it.", exception);
        }
    }

    private static void Write(string folder, IEnumerable<PublishedFile> files)
    {
        var written = new List<PublishedFile>();
        foreach (var file in files)
        {
            WriteFile(folder, file);
            written.Add(file);
        }

        WriteFile(folder, FileSums.Of(written));
    }

    private static void WriteFile(string folder, PublishedFile file)
    {
        var target = Path.Combine(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, file.Content, s_encoding);
        if (!OperatingSystem.IsWindows() && file.Path.EndsWith(".sh", StringComparison.Ordinal))
        {
            File.SetUnixFileMode(target, File.GetUnixFileMode(target) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void RefuseForeign()
    {
        if (File.Exists(path))
        {
            throw new DistributedApplicationException($"{path} is a file; --output-path names a folder.");
        }

        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
        {
            return;
        }

        var foreign = FileSums.Read(path) is { } sums
            ? FileSums.Files(path).Where(file => !sums.ContainsKey(file) && file != FileSums.Name).Order(StringComparer.Ordinal).ToArray()
            : throw new DistributedApplicationException($"{path} was not written by publish: it has no {FileSums.Name}. Give another folder with --output-path, or empty this one.");
        if (foreign.Length > 0)
        {
            throw new DistributedApplicationException($"{path} holds files that publish did not write and would lose: {string.Join(", ", foreign)}. Move them first.");
        }
    }
}
