using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.References;

/// <summary>Runs the callbacks that make a resource's environment and command line.</summary>
internal static class ResourceConfiguration
{
    public static async Task<Dictionary<string, object>> EnvironmentAsync(IResource resource, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }

    public static async Task<IList<object>> ArgumentsAsync(IResource resource, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = execution };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        return context.Args;
    }

    public static async ValueTask<string> RunValueAsync(object value, CancellationToken cancellationToken) => Unwrap(value) switch
    {
        IValueProvider provider => await provider.GetValueAsync(cancellationToken) ?? "",
        var plain => Text(plain),
    };

    public static string ManifestValue(object value) => Unwrap(value) switch
    {
        IManifestExpressionProvider expression => expression.ValueExpression,
        var plain => Text(plain),
    };

    private static object Unwrap(object value) => value is IResourceBuilder<IResource> builder ? builder.Resource : value;

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
