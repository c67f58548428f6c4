using EdgeVoice.Agent.Audio;
using EdgeVoice.Agent.LiveKit;

namespace EdgeVoice.Agent.Calls;

/// <summary>The room's audio source as play-out sees it.</summary>
internal sealed class RoomAudioSink(AudioSource source) : IAudioSink
{
    public ValueTask CaptureAsync(ReadOnlyMemory<short> pcm, CancellationToken cancellationToken) => source.CaptureAsync(pcm, cancellationToken);

    public void Clear() => source.Clear();
}
