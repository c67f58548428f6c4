namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>
/// One call at a time opens provider sessions, because some faults are met by whichever session comes next.
/// </summary>
internal sealed class ConnectGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    public async Task<IDisposable> EnterAsync()
    {
        await _gate.WaitAsync();
        return new Pass(_gate);
    }

    public void Dispose() => _gate.Dispose();

    private sealed class Pass(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
