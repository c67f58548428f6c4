namespace EdgeVoice.AppHost.K3s.Kubernetes;

/// <summary>An object of a cluster.</summary>
internal interface IManifest
{
    string ApiVersion { get; }

    string Kind { get; }

    ObjectMeta Metadata { get; }
}
