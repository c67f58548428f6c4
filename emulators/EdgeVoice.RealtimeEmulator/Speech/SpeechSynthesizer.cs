using EdgeVoice.RealtimeEmulator.Configuration;
using EdgeVoice.RealtimeEmulator.Scenarios;
using Microsoft.Extensions.Options;

namespace EdgeVoice.RealtimeEmulator.Speech;

/// <summary>Speaks texts through one child process, which is started when first needed and replaced when it dies or hangs.</summary>
internal sealed class SpeechSynthesizer(IOptions<RealtimeEmulatorOptions> options) : IDisposable
{
    // 24 kHz * 60 * 15: fifteen minutes of speech, about 43 MB.
    private const long CacheSamples = 24000L * 60 * 15;

    // Clients choose voice and speed freely; beyond this they meet the engine's own delay.
    private const int MostWarmed = 100;

    private readonly SpeechCache _cache = new(CacheSamples);
    private readonly HashSet<(Scenario, string, double)> _warmed = [];
    private readonly Lock _gate = new();
    private SpeechProcess? _process;
    private bool _disposed;

    public int? ProcessId
    {
        get
        {
            lock (_gate)
            {
                return _process is { IsAlive: true } process ? process.Id : null;
            }
        }
    }

    /// <exception cref="SpeechException">The child is missing, died or took too long.</exception>
    public async Task<short[]> SpeakAsync(string text, string voice, double speed, CancellationToken cancellationToken)
    {
        var request = SpeechRequest.For(text, voice, speed);
        if (_cache.Find(request) is { } known)
        {
            return known;
        }

        var process = Current();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.SpeechTimeout);
        try
        {
            var samples = await process.SpeakAsync(request, limit.Token);
            _cache.Add(request, samples);
            return samples;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Dispose();
            throw new SpeechException($"The speech process gave no answer within {options.Value.SpeechTimeout.TotalSeconds:0.#} s.");
        }
    }

    /// <summary>Speaks a scenario's fixed texts beforehand, so that the first caller meets the planned delay and not the engine's.</summary>
    public void Warm(Scenario scenario, string voice, double speed)
    {
        lock (_gate)
        {
            if (_disposed || _warmed.Count >= MostWarmed || !_warmed.Add((scenario, voice, speed)))
            {
                return;
            }
        }

        _ = Task.Run(async () =>
        {
            try
            {
                foreach (var text in scenario.FixedTexts())
                {
                    await SpeakAsync(text, voice, speed, CancellationToken.None);
                }
            }
            catch (SpeechException)
            {
                // Whoever needs the text meets the error and reports it.
            }
        });
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _process?.Dispose();
        }
    }

    private SpeechProcess Current()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                throw new SpeechException("The emulator is stopping.");
            }

            if (_process is not { IsAlive: true })
            {
                _process?.Dispose();
                _process = SpeechProcess.Start();
            }

            return _process;
        }
    }
}
