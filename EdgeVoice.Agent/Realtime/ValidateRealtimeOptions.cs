using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Realtime;

internal sealed class ValidateRealtimeOptions : IValidateOptions<RealtimeOptions>
{
    public ValidateOptionsResult Validate(string? name, RealtimeOptions options)
    {
        var errors = Errors(options).ToArray();
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(RealtimeOptions options)
    {
        if (options.Endpoint is null && options.Endpoints.Count == 0)
        {
            yield return "Realtime__Endpoint is missing: set it to the provider's ws:// or wss:// address, or name several with Realtime__Endpoints__0__Url";
        }

        if (options.Endpoint is { } single && !IsSocketAddress(single))
        {
            yield return $"Realtime__Endpoint is '{single}': set it to a ws:// or wss:// address";
        }

        for (var index = 0; index < options.Endpoints.Count; index++)
        {
            var endpoint = options.Endpoints[index];
            if (endpoint.Url is null || !IsSocketAddress(endpoint.Url))
            {
                yield return $"Realtime__Endpoints__{index}__Url is '{endpoint.Url}': set it to a ws:// or wss:// address";
            }

            if (endpoint.Name.Length == 0 || options.Endpoints.Take(index).Any(earlier => earlier.Name == endpoint.Name))
            {
                yield return $"Realtime__Endpoints__{index}__Name is '{endpoint.Name}': give each endpoint a name of its own";
            }

            if (endpoint.BudgetMs is < 1 or > 60_000)
            {
                yield return $"Realtime__Endpoints__{index}__BudgetMs is {endpoint.BudgetMs}: set it to 1 to 60000";
            }
        }

        foreach (var allowed in options.AllowedNames().Where(allowed => options.AllEndpoints().All(endpoint => endpoint.Name != allowed)))
        {
            yield return $"Realtime__DataResidency names '{allowed}': known endpoints are {string.Join(", ", options.AllEndpoints().Select(endpoint => endpoint.Name))}";
        }

        if (options.ConnectTimeout <= TimeSpan.Zero)
        {
            yield return $"Realtime__ConnectTimeout is '{options.ConnectTimeout}': set it above zero";
        }

        if (options.CanaryInterval < TimeSpan.FromMilliseconds(100) || options.RecoveryInterval < TimeSpan.FromMilliseconds(100))
        {
            yield return $"Realtime__CanaryInterval is '{options.CanaryInterval}' and Realtime__RecoveryInterval '{options.RecoveryInterval}': set both to 100 ms or more";
        }
    }

    private static bool IsSocketAddress(Uri address) => address is { IsAbsoluteUri: true, Scheme: "ws" or "wss" };
}
