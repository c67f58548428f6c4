using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>Finds where a pod names ConfigMaps and Secrets: variables, whole environments, volumes, projections, pull secrets.</summary>
internal static class PodReferences
{
    /// <param name="kind"><c>configMap</c> or <c>secret</c>.</param>
    public static IEnumerable<PodReference> To(string kind, FleetDocument workload)
    {
        var variables = workload.Containers.SelectMany(container => container.Items("env")).Select(variable => variable.At("valueFrom", $"{kind}KeyRef"))
            .OfType<JsonNode>().Select(node => Reference(node, "name", [node.Text("key") ?? ""]));
        var environments = workload.Containers.SelectMany(container => container.Items("envFrom")).Select(source => source.At($"{kind}Ref"))
            .OfType<JsonNode>().Select(node => Reference(node, "name", []));
        var volumes = workload.PodSpec.Items("volumes").Select(volume => volume.At(kind))
            .OfType<JsonNode>().Select(node => Reference(node, kind == "secret" ? "secretName" : "name", Keys(node)));
        var projections = workload.PodSpec.Items("volumes").SelectMany(volume => volume.Items("projected", "sources")).Select(source => source.At(kind))
            .OfType<JsonNode>().Select(node => Reference(node, "name", Keys(node)));
        var pulls = kind == "secret" ? workload.PodSpec.Items("imagePullSecrets").Select(node => Reference(node, "name", [])) : [];
        return variables.Concat(environments).Concat(volumes).Concat(projections).Concat(pulls);
    }

    private static PodReference Reference(JsonNode node, string nameField, IReadOnlyList<string> keys) => new(node.Text(nameField) ?? "", keys, node.Flag("optional") == true);

    private static string[] Keys(JsonNode volume) => [.. volume.Items("items").Select(item => item.Text("key") ?? "")];
}
