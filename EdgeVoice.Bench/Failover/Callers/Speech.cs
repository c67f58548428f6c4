using System.Runtime.InteropServices;
using EdgeVoice.Agent.Audio;

namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>What callers say.</summary>
internal static class Speech
{
    public static ReadOnlyMemory<short> Table { get; } = Read("table");

    public static ReadOnlyMemory<short> Yes { get; } = Read("yes");

    public static ReadOnlyMemory<short> Story { get; } = Read("story");

    public static ReadOnlyMemory<short> Stop { get; } = Read("stop");

    private static ReadOnlyMemory<short> Read(string name) =>
        MemoryMarshal.Cast<byte, short>(WavFile.ReadPcm(Path.Combine(AppContext.BaseDirectory, "Speech", $"{name}.wav"))).ToArray();
}
