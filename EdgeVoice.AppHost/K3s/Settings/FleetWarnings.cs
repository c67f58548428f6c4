using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.K3s.Settings.Rules;

namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>What is allowed and still needs somebody's attention before it is applied.</summary>
internal static class FleetWarnings
{
    public static IReadOnlyList<string> Of(Fleet fleet) => [.. General(fleet), .. fleet.Cells.SelectMany(OfCell)];

    private static IEnumerable<string> General(Fleet fleet)
    {
        if (fleet.K3s.IsEndOfLife)
        {
            yield return $"{fleet.K3s.Version} is end of life: no fix for a new vulnerability will come";
        }

        if (!fleet.Images.IsLocked)
        {
            yield return "images are named by tag only: give --images-lock FILE before this is applied";
        }

        if (fleet.PublicHost.EndsWith(".example.com", StringComparison.Ordinal))
        {
            yield return $"{fleet.PublicHost} is a name for documents: set EdgeVoice:Cloudflare:Domain";
        }
    }

    private static IEnumerable<string> OfCell(Cell cell)
    {
        if (cell.Nodes.Select(node => node.PublicAddress).Append(cell.TurnAddress).Any(ReservedNetworks.IsDocumentation))
        {
            yield return $"{cell.Region}: its public addresses are those of documents: set {FleetRules.Path(cell, "Servers")} and LoadBalancer";
        }

        if (cell.Servers.Count() > 1 && cell.Api.Mode == ApiEndpointMode.None)
        {
            yield return $"{cell.Region}: three servers reached through the first one's address; set {FleetRules.Path(cell, "Api:Endpoint")} to kubeVip or hcloudLb to survive its loss";
        }

        if (cell.LiveKit.Replicas == 1)
        {
            yield return $"{cell.Region}: one media node, so a rollout of LiveKit takes the region out of service while its calls end; drain the region first (README.md)";
        }

        if (cell.Options.IngressNginx)
        {
            yield return $"{cell.Region}: ingress-nginx was retired in March 2026 and gets no more security fixes";
        }

        if (cell.Options.Hipaa)
        {
            yield return $"{cell.Region}: agreements with Cloudflare, the host and the provider are a legal gate that no file here opens";
        }
    }
}
