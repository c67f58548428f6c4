using EdgeVoice.RealtimeEmulator.Configuration;
using EdgeVoice.RealtimeEmulator.Scenarios;
using EdgeVoice.RealtimeEmulator.Speech;
using Microsoft.Extensions.Options;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>What every session shares.</summary>
internal sealed class SessionServices(
    IOptions<RealtimeEmulatorOptions> options, TimeProvider time, ScenarioCatalog scenarios, SpeechSynthesizer speech, ILoggerFactory loggers)
{
    public RealtimeEmulatorOptions Options => options.Value;

    public TimeProvider Time => time;

    public ScenarioCatalog Scenarios => scenarios;

    public SpeechSynthesizer Speech => speech;

    public ILoggerFactory Loggers => loggers;
}
