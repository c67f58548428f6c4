using Aspire.Hosting.ApplicationModel;
using EdgeVoice.AspireLocal.Telemetry;

namespace Aspire.Hosting;

/// <summary>Telemetry of resources.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Sets the <c>OTEL_*</c> variables that lead to the dashboard; in publish mode the target environment does that.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder) where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context => OtlpEnvironment.Add(context, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment));
}
