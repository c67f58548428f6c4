using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Configuration;

internal sealed class ValidateDashboardOptions : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        List<string> errors = [];
        Url(errors, "Dashboard__Otlp__GrpcEndpointUrl", options.Otlp.GrpcEndpointUrl, required: true);
        Url(errors, "Dashboard__Otlp__HttpEndpointUrl", options.Otlp.HttpEndpointUrl, required: true);
        Url(errors, "Dashboard__Aspire__Url", options.Aspire.Url, required: false);
        if (options.Frontend.BrowserToken is { Length: > 0 and < 16 })
        {
            errors.Add("Dashboard__Frontend__BrowserToken is shorter than 16 characters: whoever guesses it sees what callers said. Give a longer one, or none.");
        }

        foreach (var limit in typeof(TelemetryLimits).GetProperties())
        {
            if (Convert.ToInt64(limit.GetValue(options.Limits), provider: null) < 1)
            {
                errors.Add($"Dashboard__Limits__{limit.Name} must be 1 or more.");
            }
        }

        if (options.PriceFile.Length > 0 && !File.Exists(options.PriceFile))
        {
            errors.Add($"Dashboard__PriceFile names '{options.PriceFile}', which does not exist.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Url(List<string> errors, string variable, string value, bool required)
    {
        if (value.Length == 0 && !required)
        {
            return;
        }

        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            errors.Add($"{variable} is '{value}', which is not an absolute http or https URL. Set for example http://127.0.0.1:18889.");
        }
    }
}
