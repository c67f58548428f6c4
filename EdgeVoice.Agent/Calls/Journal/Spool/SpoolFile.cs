using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>
/// The entries of one call on disk, one JSON line each. What <see cref="Append"/> returned from is synced to the device: it survives
/// a kill of the process and a power cut. One sync covers all that was queued for the call, so a slow device makes larger batches, not a longer queue.
/// </summary>
internal sealed class SpoolFile(string path) : IDisposable
{
    private readonly SafeFileHandle _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
    private readonly string _path = path;
    private bool _torn;
    private bool _named;

    /// <summary>Length of what is safely written, in bytes.</summary>
    public long Committed { get; private set; }

    public void Append(IEnumerable<SpooledEntry> entries)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => entry.Json + '\n')));
        if (_torn)
        {
            RandomAccess.SetLength(_handle, Committed);
            _torn = false;
        }

        try
        {
            RandomAccess.Write(_handle, bytes, Committed);
            RandomAccess.FlushToDisk(_handle);
            if (!_named)
            {
                DirectorySync.Flush(Path.GetDirectoryName(_path)!);
                _named = true;
            }
        }
        catch
        {
            // A full disk takes a part of the line; it must be gone before the next attempt.
            _torn = true;
            throw;
        }

        Committed += bytes.Length;
    }

    /// <summary>Reads through the open handle, which also works when somebody removed the file.</summary>
    public SpoolRead Read(long offset, long length, int limit) => SpoolReader.Read(_handle, offset, length, limit);

    public void Delete()
    {
        File.Delete(_path);
        Dispose();
    }

    public void Dispose() => _handle.Dispose();
}
