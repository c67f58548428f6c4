using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>
/// The folder of this process and those of processes that died. Each process holds an exclusive lock on <c>{id}.lock</c> beside its folder <c>{id}</c>;
/// the kernel lets go of it whatever way the process ends, so a lock that can be taken belongs to a dead one.
/// </summary>
internal sealed class SpoolDirectory(IOptions<JournalOptions> options) : IDisposable
{
    private const string LockExtension = ".lock";
    private readonly string _root = Path.GetFullPath(options.Value.SpoolDirectory);
    private readonly Lock _gate = new();
    private FileStream? _lock;
    private string? _own;

    /// <summary>The folder for this process's files; made when it is first needed, and again when somebody removed it.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public string Own()
    {
        lock (_gate)
        {
            if (_own is not null && Directory.Exists(_own))
            {
                return _own;
            }

            CreatePrivate(_root);
            _lock?.Dispose();
            var own = Path.Combine(_root, Guid.NewGuid().ToString("N"));
            _lock = new FileStream(own + LockExtension, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            CreatePrivate(own);
            DirectorySync.Flush(_root);
            return _own = own;
        }
    }

    /// <summary>Takes over the folders whose owner is dead; each is held until it is disposed.</summary>
    public IReadOnlyList<AbandonedSpool> TakeAbandoned()
    {
        if (!Directory.Exists(_root))
        {
            return [];
        }

        var abandoned = new List<AbandonedSpool>();
        foreach (var path in Directory.EnumerateFiles(_root, "*" + LockExtension))
        {
            try
            {
                var taken = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                abandoned.Add(new AbandonedSpool(taken, path[..^LockExtension.Length]));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Its owner lives, or another process was faster.
            }
        }

        return abandoned;
    }

    /// <summary>What the spool files of this machine hold of a call, whoever wrote them and whether they live; lines in the making are left out.</summary>
    public IReadOnlyList<JournalEntry> EntriesOf(string callId)
    {
        if (!Directory.Exists(_root))
        {
            return [];
        }

        var entries = new List<JournalEntry>();
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        foreach (var file in Directory.EnumerateFiles(_root, SpoolState.PatternFor(callId), everywhere))
        {
            try
            {
                using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var length = RandomAccess.GetLength(handle);
                for (var offset = 0L; offset < length;)
                {
                    var read = SpoolReader.Read(handle, offset, length, int.MaxValue);
                    entries.AddRange(read.Entries.Where(entry => entry.CallId == callId));
                    offset = read.Offset;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Shipped and deleted a moment ago, so the database has it, or not ours to read.
            }
        }

        return entries;
    }

    /// <summary>Keeps what cannot go to the database where a person finds it.</summary>
    /// <returns>The file.</returns>
    public string SetAside(string name, ReadOnlySpan<byte> content)
    {
        var folder = Path.Combine(_root, "aside");
        CreatePrivate(folder);
        var path = Path.Combine(folder, name);
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        DirectorySync.Flush(folder);
        return path;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_own is not null && Directory.Exists(_own) && !Directory.EnumerateFileSystemEntries(_own).Any())
            {
                Directory.Delete(_own);
                File.Delete(_own + LockExtension);
            }

            _lock?.Dispose();
        }
    }

    // The files hold what callers said.
    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
