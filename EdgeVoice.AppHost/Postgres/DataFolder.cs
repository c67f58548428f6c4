using System.Globalization;


namespace EdgeVoice.AppHost.Postgres;

/// <summary>The data folder: who may use it, what is in it, and what a killed run left behind.</summary>
internal sealed class DataFolder(string path) : IDisposable
{
    // A new cluster takes 40 MB; the write-ahead log grows to several segments of 16 MB at once.
    private const long LeastFreeBytes = 200L * 1024 * 1024;

    // A killed run's guardian ends its server within two seconds; the rest is for the server's last write.
    private static readonly TimeSpan s_handOver = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    private FileStream? _lock;

    public string Path { get; } = path;

    public bool Exists => File.Exists(Inside("PG_VERSION"));

    private string PidFile => Inside("postmaster.pid");

    public string Inside(string name) => System.IO.Path.Combine(Path, name);

    /// <exception cref="DistributedApplicationException">Another run uses the folder, or it cannot be written.</exception>
    public void Claim()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            _lock = new FileStream($"{Path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DistributedApplicationException($"PostgreSQL cannot write to {System.IO.Path.GetDirectoryName(Path)}: {exception.Message} Choose another state folder, or change its owner.", exception);
        }
        catch (IOException exception) when (File.Exists($"{Path}.lock"))
        {
            throw new DistributedApplicationException($"{Path} is in use by another run. Stop that one first, or give this one another state folder.", exception);
        }
        catch (IOException exception)
        {
            throw new DistributedApplicationException($"PostgreSQL cannot use the folder {Path}: {exception.Message}", exception);
        }
    }

    public void RequireSpace()
    {
        var free = new DriveInfo(System.IO.Path.GetDirectoryName(Path)!).AvailableFreeSpace;
        if (free < LeastFreeBytes)
        {
            throw new DistributedApplicationException(string.Create(
                CultureInfo.InvariantCulture, $"the disk of {Path} has {free / 1024 / 1024} MB free and PostgreSQL needs {LeastFreeBytes / 1024 / 1024} MB."));
        }
    }

    public void RequireMajor(string serverMajor)
    {
        var major = File.ReadAllText(Inside("PG_VERSION")).Trim();
        if (major != serverMajor)
        {
            throw new DistributedApplicationException(
                $"{Path} was made by PostgreSQL {major} and this one is {serverMajor}. Dump it with the old version, or delete the folder to begin with an empty database.");
        }
    }

    /// <summary>Waits for a server that a killed run left, and removes a lock file whose server is gone.</summary>
    public async Task TakeOverAsync(Action<string> log, TimeProvider time, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var told = false;
        while (OwnerOfPidFile() is { } processId)
        {
            if (time.GetElapsedTime(since) > s_handOver)
            {
                throw new DistributedApplicationException($"another PostgreSQL (pid {processId}) uses {Path}. Stop it first.");
            }

            if (!told)
            {
                log($"waits for the server of the run before (pid {processId}) to end");
                told = true;
            }

            await Task.Delay(s_poll, time, cancellationToken);
        }

        // Its process id may belong to something else by now, which the server would take for itself.
        File.Delete(PidFile);
    }

    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private int? OwnerOfPidFile()
    {
        try
        {
            var processId = int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && !process.HasExited ? processId : null;
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
