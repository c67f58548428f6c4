using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>Addresses inside a cluster stand in variables, configuration files and the tunnel's routes; each must lead to a Service and a port of it.</summary>
internal sealed partial class ServiceAddressRule : IFleetRule
{
    private const string Terraform = "global/cloudflare.tf.json";

    public string Name => "service-addresses";

    public string Promise => "every …svc.cluster.local address leads to a Service and a port that it has";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        foreach (var cell in fleet.Cells)
        {
            foreach (var document in cell.Documents)
            {
                foreach (var (_, node) in document.Node.Walk().Where(entry => entry.Node is JsonValue))
                {
                    foreach (var problem in Problems(cell, node.Text() ?? ""))
                    {
                        yield return new Finding(document.File, $"{document.Identity}: {problem}");
                    }
                }
            }

            foreach (var route in fleet.Document(Terraform).At("resource", "cloudflare_zero_trust_tunnel_cloudflared_config", cell.Region).Items("config", "ingress"))
            {
                foreach (var problem in Problems(cell, route.Text("service") ?? ""))
                {
                    yield return new Finding(Terraform, $"tunnel of {cell.Region}: {problem}");
                }
            }
        }
    }

    private static IEnumerable<string> Problems(FleetCell cell, string text)
    {
        foreach (Match match in Address().Matches(text))
        {
            var (service, @namespace) = (match.Groups["service"].Value, match.Groups["namespace"].Value);
            if (cell.Find("Service", @namespace, service) is not { } found)
            {
                // The API server's own Service is always there.
                if (@namespace != "default" || service != "kubernetes")
                {
                    yield return $"{match.Value} leads nowhere: there is no Service {@namespace}/{service}";
                }
            }
            else if (match.Groups["port"] is { Success: true } port && !found.Node.Items("spec", "ports").Any(item => item.Number("port") == long.Parse(port.Value, CultureInfo.InvariantCulture)))
            {
                yield return $"{match.Value} leads nowhere: Service {@namespace}/{service} has no port {port.Value}";
            }
        }
    }

    [GeneratedRegex(@"(?<service>[a-z0-9-]+)\.(?<namespace>[a-z0-9-]+)\.svc\.cluster\.local\.?(:(?<port>[0-9]+))?")]
    private static partial Regex Address();
}
