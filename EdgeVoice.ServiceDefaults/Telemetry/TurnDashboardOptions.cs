using Microsoft.Extensions.Configuration;

namespace EdgeVoice.ServiceDefaults.Telemetry;

/// <summary>Where the turn dashboard takes telemetry, section <c>TurnDashboard</c>.</summary>
internal sealed class TurnDashboardOptions
{
    public const string SectionName = "TurnDashboard";

    /// <summary>Its gRPC endpoint, for example http://localhost:4317; without one nothing is sent there.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>What it knows its senders by; sent as <c>x-otlp-api-key</c>.</summary>
    public string OtlpApiKey { get; set; } = "";

    /// <returns><see langword="null"/> when no endpoint is set.</returns>
    /// <exception cref="InvalidOperationException">A value cannot work.</exception>
    public static TurnDashboardOptions? Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(SectionName).Get<TurnDashboardOptions>();
        if (string.IsNullOrWhiteSpace(options?.OtlpEndpoint))
        {
            return null;
        }

        OtlpConfiguration.Check($"{SectionName}:{nameof(OtlpEndpoint)}", options.OtlpEndpoint);
        // Not shown: it is a secret. A comma would end the header, whatever it is escaped as.
        return options.OtlpApiKey.All(character => character is > ' ' and < '\x7f' and not ',')
            ? options
            : throw new InvalidOperationException($"{SectionName}:{nameof(OtlpApiKey)} holds a space, a comma or a character that is not ASCII. Set the key that the dashboard has as Dashboard:Otlp:PrimaryApiKey, without these.");
    }
}
