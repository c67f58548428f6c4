using EdgeVoice.ServiceDefaults.Readiness;

namespace EdgeVoice.Gateway.Resume;

/// <summary>Keeps the fence ready to be taken by a caller of another region.</summary>
internal sealed class FenceReadiness(GenerationFence fence, TimeProvider time) : DatabaseReadiness(time)
{
    protected override Task AskAsync(CancellationToken cancellationToken) => fence.KeepReadyAsync(cancellationToken);
}
