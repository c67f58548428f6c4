using System.Diagnostics;
using System.Globalization;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>Ends the processes of this run when the AppHost itself is killed: a small child process notices that its input closed.</summary>
internal sealed class Guardian : IDisposable
{
    /// <summary>Marks every process of a run, so that one is found even if the AppHost dies before it told of it.</summary>
    public const string RunVariable = "ASPIRELOCAL_RUN";

    private readonly Lock _gate = new();
    private readonly WindowsJob? _job = OperatingSystem.IsWindows() ? new WindowsJob() : null;
    private Process? _process;

    public string RunId { get; } = Guid.NewGuid().ToString("N");

    public void Add(Process process, StopSignal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            _job?.Add(process);
            return;
        }

        Send($"add {process.Id.ToString(CultureInfo.InvariantCulture)} {(signal == StopSignal.Interrupt ? "INT" : "TERM")}");
    }

    public void Remove(int processId)
    {
        if (!OperatingSystem.IsWindows())
        {
            Send($"remove {processId.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _process?.StandardInput.Dispose();
            _process?.Dispose();
            _process = null;
            if (OperatingSystem.IsWindows())
            {
                _job?.Dispose();
            }
        }
    }

    private void Send(string line)
    {
        lock (_gate)
        {
            _process ??= Start();
            _process.StandardInput.WriteLine(line);
        }
    }

    private Process Start()
    {
        using var stream = typeof(Guardian).Assembly.GetManifestResourceStream("guardian.sh")!;
        using var reader = new StreamReader(stream);
        var start = ChildSession.InOwnSession("/bin/sh", ["-c", reader.ReadToEnd(), "guardian", $"{RunVariable}={RunId}"]);
        start.RedirectStandardInput = true;
        // Not the AppHost's own output: whoever reads that to its end must not wait for the guardian.
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        var process = Process.Start(start)!;
        process.StandardInput.AutoFlush = true;
        return process;
    }
}
