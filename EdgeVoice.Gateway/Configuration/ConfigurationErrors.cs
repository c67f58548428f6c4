using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Configuration;

internal static class ConfigurationErrors
{
    /// <summary>Every wrong setting that an exception of the start reports; empty when it is about something else.</summary>
    public static IReadOnlyList<string> Of(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException all when all.InnerExceptions.All(inner => inner is OptionsValidationException) => [.. all.InnerExceptions.SelectMany(Of)],
        _ => [],
    };
}
