using System.Text.Json;

namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>Reads <c>cloudflare.tf.json</c> and refuses what Cloudflare would, and what contradicts itself.</summary>
internal static class DefinitionFile
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="DefinitionException">Names the value by its JSON path, and the rule.</exception>
    public static EdgeDefinition Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DefinitionException(path, $"cannot be read: {exception.Message}");
        }
    }

    public static EdgeDefinition Parse(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, s_strict);
        }
        catch (JsonException exception)
        {
            throw new DefinitionException("$", $"is not JSON: {exception.Message}");
        }

        using (document)
        {
            return Read(new JsonValue(document.RootElement.Clone(), "$").Object());
        }
    }

    private static EdgeDefinition Read(JsonFields file)
    {
        file.Ignore("terraform", "variable", "data", "output");
        var imports = file.Optional("import") is { } list ? TunnelReader.Imports(list) : new Dictionary<string, Guid>();
        var resources = new ResourceTable(file.Required("resource").Object());
        file.Done();

        var tunnels = TunnelReader.Read(resources, imports);
        var monitors = resources.All("cloudflare_load_balancer_monitor").ToDictionary(pair => pair.Key, pair => MonitorReader.Read(pair.Value.Object()));
        var pools = PoolReader.Read(resources, tunnels, [.. monitors.Keys]);
        var loadBalancer = LoadBalancerReader.Read(resources.Single("cloudflare_load_balancer"), [.. pools.Select(pool => pool.Label)]);
        DnsReader.Check(resources, tunnels, loadBalancer.Host);
        AccessReader.Check(resources, tunnels);
        resources.Done();
        return new(resources.Only(monitors, "cloudflare_load_balancer_monitor"), pools, loadBalancer, tunnels);
    }
}
