using System.Net;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>Where the API server is reached.</summary>
internal static class ApiRules
{
    public static IEnumerable<SettingError> Check(Cell cell)
    {
        var (mode, address) = cell.Api;
        if (mode == ApiEndpointMode.KubeVip && cell.Provider == HostProvider.Hcloud)
        {
            yield return new(FleetRules.Path(cell, "Api:Endpoint"), "kubeVip", "kube-vip announces its address by ARP, which Hetzner Cloud's networks do not carry; use hcloudLb");
        }

        if (mode == ApiEndpointMode.HcloudLb && cell.Provider != HostProvider.Hcloud)
        {
            yield return new(FleetRules.Path(cell, "Api:Endpoint"), "hcloudLb", $"a Hetzner Cloud load balancer serves machines of provider hcloud only, and this region's is {Name(cell.Provider)}; use kubeVip or none");
        }

        if (address.Equals(IPAddress.None))
        {
            yield break;
        }

        var path = FleetRules.Path(cell, "Api:Address");
        if (cell.PrivateNetwork != default && !cell.PrivateNetwork.Contains(address))
        {
            yield return new(path, address.ToString(), $"it must lie in the region's PrivateNetwork ({cell.PrivateNetwork}): the API server is never public");
        }

        if (cell.Pool.FirstOrDefault(range => range.Contains(address)) is { } pool)
        {
            yield return new(path, address.ToString(), $"it lies in MetalLB's pool ({pool}), which would give it to a Service");
        }

        var owner = cell.Nodes.FirstOrDefault(node => node.PrivateAddress.Equals(address));
        if (mode != ApiEndpointMode.None && owner is not null)
        {
            yield return new(path, address.ToString(), $"it is the address of node {owner.Name}; an address that moves must belong to none");
        }

        if (mode == ApiEndpointMode.None && cell.Servers.FirstOrDefault() is { } first && !first.PrivateAddress.Equals(address))
        {
            yield return new(path, address.ToString(), $"without something that holds an address it must be the first server's ({first.PrivateAddress}) or left out");
        }
    }

    private static string Name(HostProvider provider) => provider.ToString().ToLowerInvariant();
}
