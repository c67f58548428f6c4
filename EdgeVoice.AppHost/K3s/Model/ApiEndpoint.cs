using System.Net;

namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>Where the nodes reach the API server.</summary>
/// <param name="Mode">What holds the address.</param>
/// <param name="Address">On the private network; the first server's own address where nothing holds one.</param>
internal sealed record ApiEndpoint(ApiEndpointMode Mode, IPAddress Address)
{
    public const int Port = 6443;
}
