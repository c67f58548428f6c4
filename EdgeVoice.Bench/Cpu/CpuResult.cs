namespace EdgeVoice.Bench.Cpu;

/// <param name="Calls">Calls at the same time; in each of them the agent speaks.</param>
/// <param name="Seconds">Length of each of the two windows.</param>
internal sealed record CpuResult(int Calls, double Seconds, IReadOnlyList<ProcessCpu> Processes);

/// <param name="AtRest">ms of processor time in a second, without a call.</param>
/// <param name="InCalls">The same with all calls.</param>
internal sealed record ProcessCpu(string Name, double AtRest, double InCalls)
{
    public double PerCall(int calls) => (InCalls - AtRest) / calls;
}
