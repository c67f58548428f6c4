using System.Globalization;

namespace EdgeVoice.AppHost.K3s.Workloads;

/// <summary>Processor time that pods ask for, in thousandths of a processor. Plans, not measurements: README.md of the output says how to check them.</summary>
internal static class CpuRequests
{
    public const int LiveKit = 2000;
    public const int Agent = 750;
    public const int Gateway = 250;
    public const int Dashboard = 250;
    public const int Postgres = 500;
    public const int Cloudflared = 100;

    /// <summary>k3s itself, DNS, MetalLB and what a host needs.</summary>
    public const int System = 1000;

    public static string Quantity(int thousandths) =>
        thousandths % 1000 == 0 ? (thousandths / 1000).ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{thousandths}m");
}
