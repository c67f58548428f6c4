namespace EdgeVoice.AppHost.K3s.Model;

/// <summary>What of <c>options/</c> a cell takes in.</summary>
/// <param name="Hipaa">Pins what touches audio and journal to nodes reserved for it.</param>
/// <param name="KubeVip">Holds the API server's address; follows from <see cref="ApiEndpointMode.KubeVip"/>.</param>
/// <param name="IngressNginx">A retired controller, for clusters that still depend on it.</param>
/// <param name="Jetson">arm64 boards as agents.</param>
internal sealed record CellOptions(bool Hipaa, bool KubeVip, bool IngressNginx, bool Jetson);
