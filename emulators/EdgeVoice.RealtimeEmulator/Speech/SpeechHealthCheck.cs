using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.RealtimeEmulator.Speech;

/// <summary>Says a word, so that a machine without Node or the npm packages is found before the first call.</summary>
internal sealed class SpeechHealthCheck(SpeechSynthesizer speech) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await speech.SpeakAsync("Ready.", "marin", 1, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (SpeechException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
