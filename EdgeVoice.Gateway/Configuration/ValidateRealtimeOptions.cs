using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Configuration;

internal sealed class ValidateRealtimeOptions : IValidateOptions<RealtimeOptions>
{
    public ValidateOptionsResult Validate(string? name, RealtimeOptions options) =>
        ServiceUrl.IsValid(options.Endpoint)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Realtime__Endpoint is not a ws(s) address: set it to the provider's endpoint, as in wss://provider.example.com/v1/realtime.");
}
