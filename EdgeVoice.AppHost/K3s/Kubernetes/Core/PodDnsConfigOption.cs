using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record PodDnsConfigOption
{
    public required string Name { get; init; }

    /// <summary>Always text: the API server refuses a number here.</summary>
    [YamlMember(ScalarStyle = ScalarStyle.DoubleQuoted)]
    public required string Value { get; init; }
}
