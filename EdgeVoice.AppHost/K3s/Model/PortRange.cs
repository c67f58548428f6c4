using System.Globalization;

namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>UDP ports, both ends included.</summary>
internal readonly record struct PortRange(int Start, int End)
{
    // Caller and agent are two participants, and each takes two ports of the server.
    public const int PortsPerCall = 4;

    public int Count => End - Start + 1;

    public int Calls => Count / PortsPerCall;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start}-{End}");
}
