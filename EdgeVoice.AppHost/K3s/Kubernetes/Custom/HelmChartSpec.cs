using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record HelmChartSpec
{
    public required string Repo { get; init; }

    public required string Chart { get; init; }

    [YamlMember(ScalarStyle = ScalarStyle.DoubleQuoted)]
    public required string Version { get; init; }

    public required string TargetNamespace { get; init; }

    [YamlMember(ScalarStyle = ScalarStyle.Literal)]
    public required string ValuesContent { get; init; }
}
