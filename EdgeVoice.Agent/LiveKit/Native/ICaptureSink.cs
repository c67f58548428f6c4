namespace EdgeVoice.Agent.LiveKit.Native;

/// <summary>Learns that the core accepted (or refused) the frame that was captured under an id.</summary>
internal interface ICaptureSink
{
    void OnCaptured(string? error);
}
