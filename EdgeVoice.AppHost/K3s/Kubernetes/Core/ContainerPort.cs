using YamlDotNet.Serialization;

namespace EdgeVoice.AppHost.K3s.Kubernetes;

internal sealed record ContainerPort
{
    public required string Name { get; init; }

    // A member cannot have the name of its type.
    [YamlMember(Alias = "containerPort", ApplyNamingConventions = false)]
    public required int Number { get; init; }

    public int? HostPort { get; init; }

    public string? Protocol { get; init; }
}
