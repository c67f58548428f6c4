using System.Net;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>An address outside the pool stays pending for ever; one that two things announce answers at random.</summary>
internal sealed class LoadBalancerPoolRule : IFleetRule
{
    private const string Annotation = "metallb.io/loadBalancerIPs";
    private const string OldAnnotation = "metallb.universe.tf/loadBalancerIPs";

    public string Name => "load-balancer-pools";

    public string Promise => "every Service's address is in its cell's pool, every pool is announced, no two pools overlap";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        var pools = fleet.Cells.SelectMany(cell => Pools(cell).Select(pool => (cell, pool.Document, pool.Range))).ToArray();
        for (var i = 0; i < pools.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (pools[i].Range.Overlaps(pools[j].Range))
                {
                    yield return new Finding(pools[i].Document.File, $"pool {pools[i].Range} overlaps {pools[j].Range} of {pools[j].cell.Region}");
                }
            }
        }

        foreach (var finding in fleet.Cells.SelectMany(Check))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Check(FleetCell cell)
    {
        var announced = cell.OfKind("L2Advertisement").SelectMany(document => document.Node.Texts("spec", "ipAddressPools")).ToHashSet();
        var announcesAll = cell.OfKind("L2Advertisement").Any(document => !document.Node.Texts("spec", "ipAddressPools").Any());
        foreach (var pool in cell.OfKind("IPAddressPool").Where(pool => !announcesAll && !announced.Contains(pool.Name)))
        {
            yield return new Finding(pool.File, $"{pool.Identity}: no L2Advertisement names it, so that nobody answers for its addresses");
        }

        foreach (var name in announced.Where(name => cell.OfKind("IPAddressPool").All(pool => pool.Name != name)))
        {
            yield return new Finding(cell.OfKind("L2Advertisement").First().File, $"announces pool {name}, which does not exist");
        }

        var ranges = Pools(cell).ToArray();
        foreach (var finding in cell.OfKind("Service").Where(service => service.Node.Text("spec", "type") == "LoadBalancer").SelectMany(service => Check(service, ranges)))
        {
            yield return finding;
        }

        if (cell.Find("ConfigMap", "kube-system", "kube-vip") is { } vip && IPAddress.TryParse(vip.Node.Text("data", "address"), out var address) && ranges.Any(pool => pool.Range.Contains(address)))
        {
            yield return new Finding(vip.File, $"the API server's address {address} is in a pool of the load balancer");
        }
    }

    private static IEnumerable<Finding> Check(FleetDocument service, (FleetDocument Document, AddressRange Range)[] pools)
    {
        var annotations = service.Node.Map("metadata", "annotations");
        if (annotations.ContainsKey(OldAnnotation))
        {
            yield return new Finding(service.File, $"{service.Identity}: {OldAnnotation} is the old name of {Annotation}");
        }

        if (!annotations.TryGetValue(Annotation, out var text) || !IPAddress.TryParse(text, out var address))
        {
            yield return new Finding(service.File, $"{service.Identity}: has no fixed address ({Annotation})");
            yield break;
        }

        var pool = pools.FirstOrDefault(pool => pool.Range.Contains(address)).Document;
        if (pool is null)
        {
            yield return new Finding(service.File, $"{service.Identity}: {address} is in no pool ({string.Join(", ", pools.Select(entry => entry.Range))})");
        }
        else if (pool.Node.Texts("spec", "serviceAllocation", "namespaces").ToArray() is { Length: > 0 } allowed && !allowed.Contains(service.Namespace))
        {
            yield return new Finding(service.File, $"{service.Identity}: pool {pool.Name} is for {string.Join(", ", allowed)} only");
        }
    }

    private static IEnumerable<(FleetDocument Document, AddressRange Range)> Pools(FleetCell cell) => cell.OfKind("IPAddressPool")
        .SelectMany(pool => pool.Node.Texts("spec", "addresses").Select(AddressRange.TryParse).OfType<AddressRange>().Select(range => (pool, range)));
}
