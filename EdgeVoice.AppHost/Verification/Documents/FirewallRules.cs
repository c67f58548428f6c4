using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Verification.Documents;

/// <summary>Reads <c>firewall.json</c>.</summary>
internal static class FirewallRules
{
    private const int LastPort = 65535;

    public static IEnumerable<FirewallRule> Of(JsonNode? firewall) =>
        Of(firewall, "inbound", "sources").Concat(Of(firewall, "outbound", "destinations"));

    private static IEnumerable<FirewallRule> Of(JsonNode? firewall, string direction, string peers) => firewall.Items(direction).Select(rule =>
    {
        var (first, last) = Ports(rule.Text("ports") ?? rule.Text("port"));
        return new FirewallRule(direction, rule.Text("protocol") ?? "", first, last, [.. rule.Texts(peers)]);
    });

    // Nothing written means every port, as in firewalls.
    private static (int First, int Last) Ports(string? text) => text?.Split('-', 2) switch
    {
        [var first, var last] => (Port(first), Port(last)),
        [var one] when one.Length > 0 => (Port(one), Port(one)),
        _ => (0, LastPort),
    };

    private static int Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : -1;
}
