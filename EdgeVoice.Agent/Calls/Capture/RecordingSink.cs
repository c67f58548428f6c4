using EdgeVoice.Agent.Audio;

namespace EdgeVoice.Agent.Calls.Capture;

/// <summary>A sink that is listened to.</summary>
internal sealed class RecordingSink(IAudioSink sink, CallRecorder recorder) : IAudioSink
{
    public ValueTask CaptureAsync(ReadOnlyMemory<short> pcm, CancellationToken cancellationToken)
    {
        recorder.Agent(pcm.Span);
        return sink.CaptureAsync(pcm, cancellationToken);
    }

    public void Clear()
    {
        recorder.Cut();
        sink.Clear();
    }
}
