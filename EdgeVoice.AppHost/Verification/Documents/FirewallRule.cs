namespace EdgeVoice.AppHost.Verification.Documents;

/// <summary>An opening of <c>firewall.json</c>.</summary>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>.</param>
/// <param name="Peers">Networks that it opens to.</param>
internal sealed record FirewallRule(string Direction, string Protocol, int FirstPort, int LastPort, IReadOnlyList<string> Peers)
{
    private static readonly string[] s_everybody = ["0.0.0.0/0", "::/0"];

    public bool IsPublic => Peers.Intersect(s_everybody).Any();

    public bool Covers(string protocol, int port) => Protocol == protocol && port >= FirstPort && port <= LastPort;
}
