using EdgeVoice.CloudflareEmulator.Definition;
using EdgeVoice.CloudflareEmulator.Tunnels;
using EdgeVoice.Distances;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Configuration;

internal sealed class ValidateEdgeOptions(EdgeDefinition definition, PlaceBook places) : IValidateOptions<EdgeOptions>
{
    public ValidateOptionsResult Validate(string? name, EdgeOptions options)
    {
        var errors = new List<string>();
        if (options.MonitorInterval is <= 0 || options.MonitorTimeout is <= 0)
        {
            errors.Add("Edge:MonitorInterval and Edge:MonitorTimeout are seconds and must be above 0.");
        }

        if (options.KeepAlive is < 1 or > 3600)
        {
            errors.Add("Edge:KeepAlive is in seconds and must be 1 to 3600.");
        }

        if (places.Find(options.DefaultPlace) is null)
        {
            errors.Add($"Edge:DefaultPlace is '{options.DefaultPlace}': must be one of {string.Join(", ", places.Places.Select(place => place.Id))}.");
        }

        foreach (var pool in options.RegionPorts.Keys.Where(pool => definition.Pools.All(known => known.Label != pool)))
        {
            errors.Add($"Edge:RegionPorts:{pool} names no pool of the definition: {string.Join(", ", definition.Pools.Select(known => known.Label))}.");
        }

        foreach (var (tunnel, token) in options.TunnelTokens)
        {
            if (definition.Tunnels.FirstOrDefault(known => known.Name == tunnel) is not { } known)
            {
                errors.Add($"Edge:TunnelTokens:{tunnel} names no tunnel of the definition: {string.Join(", ", definition.Tunnels.Select(other => other.Name))}.");
            }
            else if (!TunnelToken.TryParse(token, out var parsed))
            {
                errors.Add($"Edge:TunnelTokens:{tunnel} is not a tunnel token (base64 of {{\"a\":account,\"t\":tunnel UUID,\"s\":secret}}).");
            }
            else if (known.Id is { } id && id != parsed.TunnelId)
            {
                errors.Add($"Edge:TunnelTokens:{tunnel} is the token of the tunnel {parsed.TunnelId}; the definition says {id}.");
            }
        }

        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }
}
