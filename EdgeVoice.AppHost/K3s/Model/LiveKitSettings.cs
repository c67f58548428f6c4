namespace EdgeVoice.AppHost.K3s.Model;

/// <param name="Mode">How media reaches the pod.</param>
/// <param name="Replicas">One per node.</param>
/// <param name="DrainSeconds">How long a stopping server keeps its rooms.</param>
internal sealed record LiveKitSettings(LiveKitMode Mode, int Replicas, int DrainSeconds);
