using System.ComponentModel;
using System.Diagnostics;
using Aspire.Hosting;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>A running process of a resource: its output line by line, its end, and how to end it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly Guardian _guardian;
    private readonly StopSignal _stopSignal;
    private volatile bool _isKilled;

    private ChildProcess(Process process, Guardian guardian, StopSignal stopSignal)
    {
        _process = process;
        _guardian = guardian;
        _stopSignal = stopSignal;
    }

    public int Id { get; private set; }

    /// <summary>Set before the stop of a process that shall die without a word: it is not asked to end.</summary>
    public bool IsKilled
    {
        get => _isKilled;
        set => _isKilled = value;
    }

    public Task<int> Exited => _exited.Task;

    /// <exception cref="DistributedApplicationException">The program is missing or not executable.</exception>
    public static ChildProcess Start(ProcessSpec spec, Guardian guardian, Action<string, bool> line)
    {
        var program = ProgramPath.Require(spec.FileName);
        // Straight to the program: a shell in between would drop variables such as services__my-api__http__0, whose names it cannot spell.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(program, spec.Arguments) { UseShellExecute = false }
            : ChildSession.InOwnSession(program, spec.Arguments);
        start.WorkingDirectory = spec.WorkingDirectory;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[Guardian.RunVariable] = guardian.RunId;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var child = new ChildProcess(process, guardian, spec.StopSignal);
        process.Exited += (_, _) => child._exited.TrySetResult(process.ExitCode);
        try
        {
            process.Start();
            child.Id = process.Id;
            guardian.Add(process, spec.StopSignal);
            process.StandardInput.Close();
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new DistributedApplicationException($"could not start {program} in {spec.WorkingDirectory}: {exception.Message}", exception);
        }

        _ = ReadAsync(process.StandardOutput, text => line(text, false));
        _ = ReadAsync(process.StandardError, text => line(text, true));
        return child;
    }

    /// <summary>Asks the process to end, waits, then kills it with all its children. True when it ended by itself.</summary>
    public async Task<bool> StopAsync(TimeSpan limit, TimeProvider time)
    {
        if (!Exited.IsCompleted && !IsKilled)
        {
            Ask();
        }

        var ended = true;
        try
        {
            await Exited.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            ended = false;
        }

        Sweep();
        await Exited;
        return ended;
    }

    /// <summary>Ends the process and its group without asking.</summary>
    public void Kill()
    {
        IsKilled = true;
        Sweep();
    }

    /// <summary>Ends what the process left in its group.</summary>
    public void Sweep()
    {
        if (OperatingSystem.IsWindows() || !ChildSession.LeadsGroup)
        {
            if (!Exited.IsCompleted)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        else
        {
            Posix.Signal(-Id, Posix.SigKill);
        }

        _guardian.Remove(Id);
    }

    public void Dispose() => _process.Dispose();

    private void Ask()
    {
        if (OperatingSystem.IsWindows())
        {
            _process.CloseMainWindow();
        }
        else
        {
            Posix.Signal(Id, _stopSignal == StopSignal.Interrupt ? Posix.SigInt : Posix.SigTerm);
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> line)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } text)
            {
                line(text);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe broke with its process, whose end is reported elsewhere.
        }
    }
}
