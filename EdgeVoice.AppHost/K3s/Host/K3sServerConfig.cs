using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>A server's <c>/etc/rancher/k3s/config.yaml</c>; the keys are the flags of <c>k3s server</c>.</summary>
internal sealed record K3sServerConfig
{
    public required string NodeName { get; init; }

    public required string NodeIp { get; init; }

    public required string NodeExternalIp { get; init; }

    public required string TokenFile { get; init; }

    /// <summary>True on exactly one server; the others name it in <see cref="Server"/>.</summary>
    public bool? ClusterInit { get; init; }

    public string? Server { get; init; }

    public required IReadOnlyList<string> TlsSan { get; init; }

    public required IReadOnlyList<string> Disable { get; init; }

    public required string ClusterCidr { get; init; }

    public required string ServiceCidr { get; init; }

    public required string ClusterDns { get; init; }

    public required string ClusterDomain { get; init; }

    public required string FlannelBackend { get; init; }

    public required string FlannelIface { get; init; }

    public required bool SecretsEncryption { get; init; }

    public required bool ProtectKernelDefaults { get; init; }

    // Text: as a number it would be read as octal or not, depending on the reader.
    [YamlMember(ScalarStyle = ScalarStyle.DoubleQuoted)]
    public required string WriteKubeconfigMode { get; init; }

    [YamlMember(ScalarStyle = ScalarStyle.DoubleQuoted)]
    public required string EtcdSnapshotScheduleCron { get; init; }

    public required int EtcdSnapshotRetention { get; init; }

    [YamlMember(Alias = "etcd-s3", ApplyNamingConventions = false)]
    public required bool EtcdS3 { get; init; }

    [YamlMember(Alias = "etcd-s3-config-secret", ApplyNamingConventions = false)]
    public required string EtcdS3ConfigSecret { get; init; }

    public required IReadOnlyList<string> KubeApiserverArg { get; init; }

    public required IReadOnlyList<string> NodeLabel { get; init; }
}
