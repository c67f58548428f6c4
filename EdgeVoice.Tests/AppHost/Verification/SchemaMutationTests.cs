using System.Text.Json.Nodes;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Verification;

/// <summary>The checker is only worth something if it refuses: each row spoils one field of a valid document.</summary>
public sealed class SchemaMutationTests(SchemaFixture schemas) : IClassFixture<SchemaFixture>
{
    private const string Removed = "(removed)";
    private const string Container = "spec.template.spec.containers[0]";

    private static readonly IReadOnlyList<JsonNode> s_samples =
        YamlText.Parse(File.ReadAllText(RepositoryRoot.Combine("EdgeVoice.Tests", "AppHost", "Verification", "SampleDocuments.yaml")));

    [Fact]
    public void Samples_AreValid()
    {
        var errors = s_samples.SelectMany(sample => schemas.Sets().SelectMany(set => set.Check(sample).Select(error => $"{set.Name} {sample.Text("kind")}: {error}")));

        Assert.Empty(errors);
    }

    [Theory]
    // Unknown fields
    [InlineData("Deployment", "spec.replicaCount", "2", "spec.replicaCount: is not a known field")]
    [InlineData("Deployment", "spec.template.spec.hostnetwork", "true", "spec.template.spec.hostnetwork: is not a known field")]
    [InlineData("Deployment", Container + ".livenessProb", "{}", "livenessProb: is not a known field")]
    [InlineData("Deployment", Container + ".securityContext", """{ "privilaged": false }""", "privilaged: is not a known field")]
    [InlineData("Service", "spec.loadBalancerIp", "\"203.0.113.33\"", "spec.loadBalancerIp: is not a known field")]
    [InlineData("Service", "spec.ports[0].endPort", "50500", "endPort: is not a known field")]
    [InlineData("NetworkPolicy", "spec.ingres", "[]", "spec.ingres: is not a known field")]
    [InlineData("IPAddressPool", "spec.addressess", "[]", "spec.addressess: is not a known field")]
    [InlineData("HelmChart", "spec.valuesYaml", "\"a: b\"", "spec.valuesYaml: is not a known field")]
    [InlineData("Kustomization", "bases", "[]", "bases: is not a known field")]
    [InlineData("Policy", "rules[0].verb", "[]", "rules[0].verb: is not a known field")]
    [InlineData("K3sConfig", "disable-traefik", "true", "disable-traefik: is not a known field")]
    [InlineData("K3sConfig", "token", "\"secret\"", "token: is not a known field")]
    // Types
    [InlineData("Deployment", "spec.replicas", "\"2\"", "spec.replicas: must be integer, is the string '2'")]
    [InlineData("Deployment", "spec.replicas", "2.5", "spec.replicas: must be integer, is 2.5")]
    [InlineData("Deployment", "spec.replicas", "3000000000", "is no int32")]
    [InlineData("Deployment", Container + ".env[0].value", "10", "env[0].value: must be string, is 10")]
    [InlineData("Deployment", "spec.template.metadata.annotations.note", "7", "annotations.note: must be string, is 7")]
    [InlineData("Deployment", "spec.template.metadata.labels.app", "true", "labels.app: must be string, is true")]
    [InlineData("Deployment", "spec.template.spec.dnsConfig.options[0].value", "2", "options[0].value: must be string, is 2")]
    [InlineData("Deployment", Container + ".ports[0].containerPort", "\"8080\"", "containerPort: must be integer")]
    [InlineData("Deployment", Container + ".ports", "{}", "ports: must be array, is an object")]
    [InlineData("Deployment", "spec.template.spec.securityContext.runAsNonRoot", "\"true\"", "runAsNonRoot: must be boolean")]
    [InlineData("Deployment", "spec.template.spec.securityContext.runAsUser", "\"1654\"", "runAsUser: must be integer")]
    [InlineData("Deployment", "spec.selector", "\"app=voice-agent\"", "spec.selector: must be object")]
    [InlineData("Deployment", "metadata.labels", "[]", "metadata.labels: must be object, is a list")]
    [InlineData("Deployment", "spec.template.spec", "null", "spec.template.spec: is null")]
    [InlineData("IPAddressPool", "spec.autoAssign", "\"no\"", "spec.autoAssign: must be boolean")]
    [InlineData("IPAddressPool", "spec.addresses[0]", "{}", "spec.addresses[0]: must be string")]
    [InlineData("HelmChart", "spec.version", "0.16", "spec.version: must be string, is 0.16")]
    [InlineData("K3sConfig", "cluster-init", "\"yes\"", "cluster-init: must be boolean")]
    [InlineData("K3sConfig", "tls-san", "\"api.example.com\"", "tls-san: must be array")]
    // Required
    [InlineData("Deployment", "spec.selector", Removed, "spec: lacks selector")]
    [InlineData("Deployment", "spec.template", Removed, "spec: lacks template")]
    [InlineData("Deployment", Container + ".name", Removed, "containers[0]: lacks name")]
    [InlineData("Deployment", "spec.template.spec.containers", Removed, "spec.template.spec: lacks containers")]
    [InlineData("Deployment", "spec.template.spec.topologySpreadConstraints[0].maxSkew", Removed, "lacks maxSkew")]
    [InlineData("Deployment", Container + ".volumeMounts[0].mountPath", Removed, "lacks mountPath")]
    [InlineData("Deployment", Container + ".env[1].valueFrom.secretKeyRef.key", Removed, "lacks key")]
    [InlineData("Service", "spec.ports[0].port", Removed, "lacks port")]
    [InlineData("IPAddressPool", "spec.addresses", Removed, "spec: lacks addresses")]
    [InlineData("IPAddressPool", "spec", Removed, "lacks spec")]
    [InlineData("CronJob", "spec.schedule", Removed, "spec: lacks schedule")]
    [InlineData("Policy", "rules[0].level", Removed, "rules[0]: lacks level")]
    // Enums
    [InlineData("Deployment", Container + ".ports[0].protocol", "\"udp\"", "protocol: is 'udp', allowed are TCP, UDP, SCTP")]
    [InlineData("Deployment", Container + ".imagePullPolicy", "\"IfNotPresnt\"", "imagePullPolicy: is 'IfNotPresnt'")]
    [InlineData("Deployment", "spec.template.spec.topologySpreadConstraints[0].whenUnsatisfiable", "\"Never\"", "whenUnsatisfiable: is 'Never'")]
    [InlineData("Deployment", "spec.template.spec.topologySpreadConstraints[0].nodeTaintsPolicy", "\"Honour\"", "nodeTaintsPolicy: is 'Honour'")]
    [InlineData("Deployment", "spec.strategy.type", "\"Rolling\"", "spec.strategy.type: is 'Rolling'")]
    [InlineData("Deployment", "spec.template.spec.tolerations[0].effect", "\"NoScheduling\"", "effect: is 'NoScheduling'")]
    [InlineData("Deployment", "spec.template.spec.securityContext.seccompProfile.type", "\"Default\"", "seccompProfile.type: is 'Default'")]
    [InlineData("Service", "spec.type", "\"Loadbalancer\"", "spec.type: is 'Loadbalancer'")]
    [InlineData("NetworkPolicy", "spec.policyTypes[0]", "\"ingress\"", "spec.policyTypes[0]: is 'ingress'")]
    [InlineData("PodDisruptionBudget", "spec.unhealthyPodEvictionPolicy", "\"Always\"", "unhealthyPodEvictionPolicy: is 'Always'")]
    [InlineData("CronJob", "spec.jobTemplate.spec.template.spec.restartPolicy", "\"never\"", "restartPolicy: is 'never'")]
    [InlineData("Policy", "rules[0].level", "\"Everything\"", "level: is \"Everything\"")]
    [InlineData("K3sConfig", "disable[0]", "\"treafik\"", "disable[0]: is \"treafik\"")]
    // int-or-string, quantities, patterns
    [InlineData("Deployment", "spec.strategy.rollingUpdate.maxSurge", "1.5", "maxSurge: must be a whole number or a string")]
    [InlineData("Deployment", "spec.strategy.rollingUpdate.maxUnavailable", "true", "maxUnavailable: must be a whole number or a string")]
    [InlineData("Deployment", Container + ".readinessProbe.httpGet.port", "{}", "port: must be a whole number or a string")]
    [InlineData("Deployment", Container + ".resources.requests.cpu", "\"500 m\"", "cpu: must be a quantity")]
    [InlineData("Deployment", Container + ".resources.limits.memory", "\"1GB\"", "memory: must be a quantity")]
    [InlineData("Deployment", "spec.template.spec.volumes[0].emptyDir.sizeLimit", "true", "sizeLimit: must be a quantity")]
    [InlineData("K3sConfig", "write-kubeconfig-mode", "\"600\"", "does not match")]
    [InlineData("K3sConfig", "server", "\"https://10.0.0.1\"", "does not match")]
    // Lists that are maps or sets
    [InlineData("Deployment", Container + ".env[1].name", "\"Agent__Slots\"", "env: has two entries with name \"Agent__Slots\"")]
    [InlineData("Deployment", Container + ".ports", """[{ "containerPort": 80 }, { "containerPort": 80, "protocol": "TCP" }]""", "two entries with containerPort 80, protocol \"TCP\"")]
    [InlineData("Deployment", Container + ".volumeMounts", """[{ "name": "a", "mountPath": "/x" }, { "name": "b", "mountPath": "/x" }]""", "two entries with mountPath")]
    [InlineData("Deployment", "spec.template.spec.volumes", """[{ "name": "a" }, { "name": "a" }]""", "volumes: has two entries with name \"a\"")]
    [InlineData("Deployment", "spec.template.spec.containers", """[{ "name": "a" }, { "name": "a" }]""", "containers: has two entries with name \"a\"")]
    // Kinds and versions
    [InlineData("Deployment", "apiVersion", "\"extensions/v1beta1\"", "extensions/v1beta1 Deployment is not known")]
    [InlineData("PodDisruptionBudget", "apiVersion", "\"policy/v1beta1\"", "policy/v1beta1 PodDisruptionBudget is not known")]
    [InlineData("IPAddressPool", "kind", "\"AddressPool\"", "metallb.io/v1beta1 AddressPool is not known")]
    [InlineData("Service", "kind", Removed, "it is no object with apiVersion and kind")]
    public void Mutation_IsFound(string kind, string path, string value, string expected)
    {
        var sets = schemas.Sets();
        var document = s_samples.Single(sample => sample.Text("kind") == kind).DeepClone();
        JsonEdit.Set(document, path, value == Removed ? null : value);

        Assert.All(sets, set => Assert.Contains(set.Check(document), error => error.ToString().Contains(expected, StringComparison.Ordinal)));
    }
}
