namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>A request whose answer comes as an event.</summary>
internal sealed class PendingRequest
{
    private readonly TaskCompletionSource<Wire.FfiEvent> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Wire.FfiEvent> Answer => _answer.Task;

    /// <summary>False when nobody waits any more: what the event owns is then the caller's to drop.</summary>
    public bool TryComplete(Wire.FfiEvent answer) => _answer.TrySetResult(answer);

    public void Fail(Exception exception) => _answer.TrySetException(exception);

    public bool TryAbandon(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);
}
