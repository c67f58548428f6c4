using System.Reflection;

namespace EdgeVoice.AppHost.Verification.Schemas;

/// <summary>Reads schemas: those of a folder, and those that come with the program.</summary>
internal static class SchemaFolder
{
    private const string HostSchemas = "host-schemas.json";

    /// <summary>One set for each <c>kubernetes/swagger-*.json</c>; every <c>*.yaml</c> with a CustomResourceDefinition belongs to each.</summary>
    /// <exception cref="DistributedApplicationException">The folder holds no such file, or one that cannot be read.</exception>
    public static IReadOnlyList<SchemaSet> Read(string folder)
    {
        try
        {
            var swaggers = Directory.GetFiles(folder, "swagger-*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
            var definitions = Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
            return swaggers.Length == 0
                ? throw new DistributedApplicationException($"There is no swagger-*.json below {folder}: --schemas names a folder with Kubernetes' OpenAPI documents.")
                : [.. swaggers.Select(path => Read(path, definitions))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or System.Text.Json.JsonException)
        {
            throw new DistributedApplicationException($"The schemas in {folder} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Files that no API server sees: k3s' own, kustomize's, the API server's policies.</summary>
    public static OpenApiSource Host()
    {
        using var content = Assembly.GetExecutingAssembly().GetManifestResourceStream(HostSchemas)!;
        return new OpenApiSource(content);
    }

    private static SchemaSet Read(string path, IEnumerable<string> definitions)
    {
        using var content = File.OpenRead(path);
        var kubernetes = new OpenApiSource(content);
        return new(
            $"Kubernetes {Path.GetFileNameWithoutExtension(path).Replace("swagger-v", "", StringComparison.Ordinal)}",
            [kubernetes, Host(), .. definitions.SelectMany(text => CustomResourceSource.Parse(text, kubernetes))]);
    }
}
