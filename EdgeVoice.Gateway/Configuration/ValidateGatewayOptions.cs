using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Configuration;

internal sealed class ValidateGatewayOptions : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new List<string>();
        Require(errors, !string.IsNullOrWhiteSpace(options.Region), "Gateway__Region is empty: set it to the region's name, as in eu-central.");
        RequireRange(errors, "Gateway__Slots", options.Slots, 1, 10_000);
        RequireRange(errors, "Gateway__DrainSeconds", options.DrainSeconds, 0, 7_200);
        RequireRange(errors, "Gateway__LiveKitDownSeconds", options.LiveKitDownSeconds, 4, 600);
        RequireRange(errors, "Gateway__RateLimit__Burst", options.RateLimit.Burst, 1, 100_000);
        RequireRange(errors, "Gateway__RateLimit__PerSecond", options.RateLimit.PerSecond, 1, 100_000);
        Require(errors, ServiceUrl.IsValid(options.AgentUrl), "Gateway__AgentUrl is not an http(s) address: set it to the agent's base address, as in http://127.0.0.1:5100.");
        Require(errors, options.PublicUrl is null or "" || ServiceUrl.IsValid(options.PublicUrl), "Gateway__PublicUrl is not a ws(s) or http(s) address: set it to the origin callers use, as in wss://voice.example.com, or leave it out.");
        Require(errors, options.HealthToken is null or "" || options.HealthToken.Length >= 16, "Gateway__HealthToken is too short: use 16 characters or more, or leave it out.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Require(List<string> errors, bool holds, string message)
    {
        if (!holds)
        {
            errors.Add(message);
        }
    }

    private static void RequireRange(List<string> errors, string key, int value, int least, int most) =>
        Require(errors, value >= least && value <= most, FormattableString.Invariant($"{key} is {value}: set it to a number from {least} to {most}."));
}
