using EdgeVoice.RealtimeEmulator.Faults;
using Microsoft.Extensions.Options;

namespace EdgeVoice.RealtimeEmulator.Configuration;

internal sealed class ValidateRealtimeEmulatorOptions : IValidateOptions<RealtimeEmulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, RealtimeEmulatorOptions options)
    {
        var errors = new List<string>();
        Check(options.ApiKey.Length > 0, "RealtimeEmulator__ApiKey is missing: set the key that clients shall send.");
        Check(options.SessionLifetime > TimeSpan.Zero, "RealtimeEmulator__SessionLifetime must be more than zero, for example 01:00:00.");
        Check(options.Speed is >= 0.1 and <= 1000, "RealtimeEmulator__Speed must lie between 0.1 and 1000 (20 sends 20 s of speech in 1 s).");
        Check(options.DeltaMilliseconds is >= 20 and <= 1000, "RealtimeEmulator__DeltaMilliseconds must lie between 20 and 1000.");
        Check(options.TranscriptWithinMs is > 50 and <= 60_000, "RealtimeEmulator__TranscriptWithinMs must lie between 51 and 60000.");
        Check(options.SpeechTimeout > TimeSpan.Zero, "RealtimeEmulator__SpeechTimeout must be more than zero, for example 00:00:10.");
        Check(options.OutboundLimitBytes >= 64 * 1024, "RealtimeEmulator__OutboundLimitBytes must be 65536 or more.");
        Check(options.KeptSessions >= 0, "RealtimeEmulator__KeptSessions must not be negative.");
        errors.AddRange(options.Faults.SelectMany((fault, index) =>
            FaultRules.Errors(fault).Select(error => $"RealtimeEmulator__Faults__{index}: {error}")));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(bool holds, string error)
        {
            if (!holds)
            {
                errors.Add(error);
            }
        }
    }
}
