using System.Net;

namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>A machine of a cell.</summary>
internal sealed record Node
{
    public required string Name { get; init; }

    public required bool IsServer { get; init; }

    public required IPAddress PrivateAddress { get; init; }

    public required IPAddress PublicAddress { get; init; }

    /// <summary>Failure zone inside the region.</summary>
    public required string Zone { get; init; }

    /// <summary><c>amd64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    public required int Cpus { get; init; }

    public required bool IsMedia { get; init; }

    /// <summary>Reserved for work under HIPAA.</summary>
    public required bool IsCompliance { get; init; }
}
