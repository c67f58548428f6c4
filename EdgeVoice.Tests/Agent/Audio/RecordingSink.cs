using EdgeVoice.Agent.Audio;

namespace EdgeVoice.Tests.Agent.Audio;

/// <summary>A sink that has room for everything and keeps what it was given.</summary>
internal sealed class RecordingSink : IAudioSink
{
    private readonly Lock _lock = new();
    private readonly List<short> _samples = [];

    public int Clears { get; private set; }

    /// <summary>How many more frames it refuses.</summary>
    public int Refusals { get; set; }

    public short[] Samples
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    public ValueTask CaptureAsync(ReadOnlyMemory<short> pcm, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Refusals > 0)
            {
                Refusals--;
                throw new InvalidOperationException("refused");
            }

            _samples.AddRange(pcm.Span);
        }

        return ValueTask.CompletedTask;
    }

    public void Clear() => Clears++;
}
