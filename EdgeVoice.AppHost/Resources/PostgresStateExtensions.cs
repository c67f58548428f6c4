namespace Aspire.Hosting;

/// <summary>Where the database keeps its data.</summary>
internal static class PostgresStateExtensions
{
    /// <summary>The folder <c>postgres</c> of the state directory; a volume where the server is a container.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataUnder(this IResourceBuilder<PostgresServerResource> postgres, string stateDirectory) =>
        postgres.ApplicationBuilder.UsesContainers()
            ? postgres.WithDataVolume("edgevoice-postgres-data")
            : postgres.WithDataBindMount(Path.Combine(stateDirectory, "postgres"));
}
