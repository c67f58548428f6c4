using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Settings.Rules;

/// <summary>What an option needs before it may be turned on.</summary>
internal static class OptionRules
{
    public static IEnumerable<SettingError> Check(Cell cell)
    {
        var reserved = cell.Nodes.Where(node => node.IsCompliance).ToArray();
        if (cell.Options.Hipaa && !reserved.Any(node => node.IsMedia))
        {
            yield return new(FleetRules.Path(cell, "Options:Hipaa"), "true", "a worker with Compliance and Media true must be there: LiveKit holds the audio and must run on a reserved node, too");
        }

        if (cell.Options.Hipaa && reserved.Count(node => node.IsMedia) is var media && media > 0 && media < cell.LiveKit.Replicas)
        {
            yield return new(FleetRules.Path(cell, "Options:Hipaa"), "true", $"LiveKit:Replicas is {cell.LiveKit.Replicas}, but only {media} reserved nodes are media nodes");
        }

        if (cell.Options.Hipaa && cell.Options.IngressNginx)
        {
            yield return new(FleetRules.Path(cell, "Options:IngressNginx"), "true", "ingress-nginx gets no more security fixes and cannot stand before protected health information");
        }

        if (cell.Options.Jetson && !cell.Workers.Any(node => node.Architecture == "arm64"))
        {
            yield return new(FleetRules.Path(cell, "Options:Jetson"), "true", "a worker with Architecture arm64 must be there; boards join as workers, since etcd wears their flash out");
        }

        if (reserved.Length > 0 && !cell.Options.Hipaa)
        {
            yield return new(FleetRules.Path(cell, NodeRules.Key(cell, reserved[0], "Compliance")), "true", $"a reserved node takes part with {FleetRules.Path(cell, "Options:Hipaa")} true only");
        }
    }
}
