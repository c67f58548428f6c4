using System.Text;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.LiveKit;

/// <summary>Names the configuration key that is missing or wrong, never its value.</summary>
internal sealed class ValidateLiveKitOptions : IValidateOptions<LiveKitOptions>
{
    // HS256 takes keys from 128 bits on.
    private const int MinimumSecretBytes = 16;

    public ValidateOptionsResult Validate(string? name, LiveKitOptions options)
    {
        var errors = new List<string>();
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme is not ("ws" or "wss" or "http" or "https"))
        {
            errors.Add("LiveKit:Url must be the server's address, such as ws://127.0.0.1:7880 (environment: LiveKit__Url).");
        }

        if (string.IsNullOrWhiteSpace(options.ApiKey))
        {
            errors.Add("LiveKit:ApiKey must be a key of the server's 'keys' section (environment: LiveKit__ApiKey).");
        }

        if (Encoding.UTF8.GetByteCount(options.ApiSecret) < MinimumSecretBytes)
        {
            errors.Add($"LiveKit:ApiSecret must be the key's secret, of at least {MinimumSecretBytes} characters (environment: LiveKit__ApiSecret).");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
