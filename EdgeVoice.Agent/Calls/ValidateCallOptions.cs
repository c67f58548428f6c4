using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Calls;

internal sealed class ValidateCallOptions : IValidateOptions<CallOptions>
{
    // A call's secret lives no longer.
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(12);

    public ValidateOptionsResult Validate(string? name, CallOptions options)
    {
        var errors = Errors(options).ToArray();
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(CallOptions options)
    {
        if (options.LongestCall <= TimeSpan.Zero || options.LongestCall > s_longest)
        {
            yield return $"Calls__LongestCall is '{options.LongestCall}': set it above zero and to {s_longest} at most";
        }
        else if (options.LongestCallWarning <= TimeSpan.Zero || options.LongestCallWarning >= options.LongestCall)
        {
            yield return $"Calls__LongestCallWarning is '{options.LongestCallWarning}': set it above zero and below Calls__LongestCall, which is '{options.LongestCall}'";
        }
    }
}
