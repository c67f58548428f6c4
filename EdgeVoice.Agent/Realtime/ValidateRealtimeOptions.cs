using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Realtime;

internal sealed class ValidateRealtimeOptions : IValidateOptions<RealtimeOptions>
{
    public ValidateOptionsResult Validate(string? name, RealtimeOptions options)
    {
        if (options.Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("ws" or "wss")))
        {
            return ValidateOptionsResult.Fail($"Realtime__Endpoint is '{endpoint}': set it to a ws:// or wss:// address");
        }

        return options.ConnectTimeout <= TimeSpan.Zero
            ? ValidateOptionsResult.Fail($"Realtime__ConnectTimeout is '{options.ConnectTimeout}': set it above zero")
            : ValidateOptionsResult.Success;
    }
}
