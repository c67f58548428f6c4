using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Comparison;

/// <summary>What a firewall opens and closes, port by port: a range that grows opens only what is new.</summary>
internal static class FirewallPhrases
{
    public static IEnumerable<string> Of(JsonNode before, JsonNode after)
    {
        var old = Openings(before);
        var young = Openings(after);
        var phrases = old.Keys.Union(young.Keys).Order(StringComparer.Ordinal).SelectMany(key =>
        {
            var (one, other) = (old.GetValueOrDefault(key) ?? [], young.GetValueOrDefault(key) ?? []);
            return other.Except(one).Order().ToRanges().Select(range => $"opens {string.Format(System.Globalization.CultureInfo.InvariantCulture, key, range)}")
                .Concat(one.Except(other).Order().ToRanges().Select(range => $"closes {string.Format(System.Globalization.CultureInfo.InvariantCulture, key, range)}"));
        }).ToArray();
        return phrases.Length > 0 ? phrases : ValueComparison.Compare(before, after).Select(change => change.ToString());
    }

    // Text with a hole for the ports -> the ports.
    private static Dictionary<string, HashSet<int>> Openings(JsonNode firewall)
    {
        var openings = new Dictionary<string, HashSet<int>>();
        foreach (var rule in FirewallRules.Of(firewall))
        {
            foreach (var peer in rule.Peers)
            {
                var key = $"{rule.Direction} {rule.Protocol} {{0}} {(rule.Direction == "inbound" ? "from" : "to")} {peer}";
                openings.TryAdd(key, []);
                openings[key].UnionWith(Enumerable.Range(rule.FirstPort, rule.LastPort - rule.FirstPort + 1));
            }
        }

        return openings;
    }

    private static IEnumerable<string> ToRanges(this IEnumerable<int> ports)
    {
        (int First, int Last)? open = null;
        foreach (var port in ports)
        {
            if (open is { } range && port == range.Last + 1)
            {
                open = (range.First, port);
                continue;
            }

            if (open is { } done)
            {
                yield return Spell(done);
            }

            open = (port, port);
        }

        if (open is { } last)
        {
            yield return Spell(last);
        }
    }

    private static string Spell((int First, int Last) range) => range.First == range.Last ? FormattableString.Invariant($"{range.First}") : FormattableString.Invariant($"{range.First}-{range.Last}");
}
