namespace EdgeVoice.AppHost.K3s.Host;

/// <summary>A worker's <c>/etc/rancher/k3s/config.yaml</c>; the keys are the flags of <c>k3s agent</c>.</summary>
internal sealed record K3sWorkerConfig
{
    public required string NodeName { get; init; }

    public required string NodeIp { get; init; }

    public required string NodeExternalIp { get; init; }

    public required string TokenFile { get; init; }

    public required string Server { get; init; }

    public required string FlannelIface { get; init; }

    public required bool ProtectKernelDefaults { get; init; }

    public required IReadOnlyList<string> NodeLabel { get; init; }

    /// <summary>From registration on, so that nothing else is ever placed there.</summary>
    public IReadOnlyList<string>? NodeTaint { get; init; }
}
