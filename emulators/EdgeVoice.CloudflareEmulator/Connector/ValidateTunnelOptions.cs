using EdgeVoice.CloudflareEmulator.Tunnels;
using Microsoft.Extensions.Options;

namespace EdgeVoice.CloudflareEmulator.Connector;

internal sealed class ValidateTunnelOptions : IValidateOptions<TunnelOptions>
{
    public ValidateOptionsResult Validate(string? name, TunnelOptions options)
    {
        var errors = new List<string>();
        if (!IsHttp(options.Edge))
        {
            errors.Add($"Tunnel:Edge is '{options.Edge}': must be the http address of the edge's tunnel port.");
        }

        if (!IsHttp(options.Service))
        {
            errors.Add($"Tunnel:Service is '{options.Service}': must be the http address of the gateway.");
        }

        if (!TunnelToken.TryParse(options.Token, out _))
        {
            errors.Add("Tunnel:Token is not a tunnel token (base64 of {\"a\":account,\"t\":tunnel UUID,\"s\":secret}).");
        }

        if (options.Connections is < 1 or > 16 || options.GracePeriod < 0 || options.MaxBackoff <= 0)
        {
            errors.Add("Tunnel:Connections must be 1 to 16, Tunnel:GracePeriod and Tunnel:MaxBackoff seconds above 0.");
        }

        if (options.Relay.Target.Length > 0 && RelayTarget.Parse(options.Relay.Target) is null)
        {
            errors.Add($"Tunnel:Relay:Target is '{options.Relay.Target}': must be host:port.");
        }

        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static bool IsHttp(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
