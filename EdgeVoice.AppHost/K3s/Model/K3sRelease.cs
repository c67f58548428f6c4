namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>A release of k3s, such as <c>v1.36.1+k3s1</c>.</summary>
/// <param name="Version">Name of the release.</param>
/// <param name="Minor">Kubernetes' minor version.</param>
internal sealed record K3sRelease(string Version, int Minor)
{
    // Lines that Kubernetes has ended. A constant and not a date: the same settings give the same answer on every day.
    private const int LastEndedMinor = 34;

    public bool IsEndOfLife => Minor <= LastEndedMinor;
}
