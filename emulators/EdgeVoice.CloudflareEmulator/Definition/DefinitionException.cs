namespace EdgeVoice.CloudflareEmulator.Definition;

/// <summary>The load balancer's definition is not one that Cloudflare would take, or contradicts itself.</summary>
/// <param name="path">JSON path of the value that is wrong.</param>
/// <param name="rule">What is wrong with it.</param>
internal sealed class DefinitionException(string path, string rule) : Exception($"{path}: {rule}")
{
    public string JsonPath { get; } = path;
}
