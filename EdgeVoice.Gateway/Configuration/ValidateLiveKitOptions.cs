using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Configuration;

internal sealed class ValidateLiveKitOptions : IValidateOptions<LiveKitOptions>
{
    // HS256 wants a key as long as its hash; LiveKit itself asks for the same length.
    private const int SecretMinLength = 32;

    public ValidateOptionsResult Validate(string? name, LiveKitOptions options)
    {
        var errors = new List<string>();
        if (!ServiceUrl.IsValid(options.Url))
        {
            errors.Add("LiveKit__Url is not a ws(s) or http(s) address: set it to the LiveKit server, as in ws://127.0.0.1:7880.");
        }

        if (string.IsNullOrWhiteSpace(options.ApiKey))
        {
            errors.Add("LiveKit__ApiKey is empty: set it to a key that the LiveKit server's `keys` hold.");
        }

        if (options.ApiSecret.Length < SecretMinLength)
        {
            errors.Add("LiveKit__ApiSecret is missing or too short: set it to the key's secret, 32 characters or more.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
