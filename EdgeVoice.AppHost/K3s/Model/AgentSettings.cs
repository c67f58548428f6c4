namespace EdgeVoice.AppHost.K3s.Model;

/// <param name="Replicas">Workers of the region.</param>
/// <param name="Slots">Calls of one worker at the same time.</param>
/// <param name="DrainSeconds">The longest call that a stopping worker finishes.</param>
internal sealed record AgentSettings(int Replicas, int Slots, int DrainSeconds)
{
    public int Calls => Replicas * Slots;
}
