namespace EdgeVoice.Gateway.Hosting;

/// <summary>Whether the gateway takes no new calls: for a while, by an operator's wish, or because it is on its way out.</summary>
internal sealed class DrainState
{
    private volatile bool _wished;
    private volatile bool _isStopping;

    public bool IsDraining => _wished || _isStopping;

    public void Begin() => _wished = true;

    public void End() => _wished = false;

    /// <summary>The process ends; there is no way back.</summary>
    public void Stop() => _isStopping = true;
}
