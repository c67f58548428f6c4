namespace Aspire.Hosting;

/// <summary>The AppHost's own address: what it runs, for the dashboard and for <c>--command</c>.</summary>
internal static class OwnAddressExtensions
{
    private const string Section = "AspireLocal:ResourceService";

    /// <summary>Leaves the address in a private file of the state directory, where <c>--command</c> looks for it.</summary>
    public static void LeaveOwnAddressUnder(this IDistributedApplicationBuilder builder, string stateDirectory) =>
        builder.Configuration[$"{Section}:File"] = Path.Combine(stateDirectory, "apphost.json");

    /// <summary>Tells the dashboard the AppHost's own address. Aspire itself has another one, with a protocol of its own, and tells its own dashboard.</summary>
    public static IResourceBuilder<T> WithOwnAddress<T>(this IResourceBuilder<T> dashboard) where T : IResourceWithEnvironment => dashboard.WithEnvironment(context =>
    {
        var configuration = dashboard.ApplicationBuilder.Configuration;
        if (context.ExecutionContext.IsRunMode && configuration[$"{Section}:Url"] is { } url && configuration[$"{Section}:ApiKey"] is { } key)
        {
            context.EnvironmentVariables["Dashboard__ResourceService__Url"] = url;
            context.EnvironmentVariables["Dashboard__ResourceService__ApiKey"] = key;
        }
    });
}
