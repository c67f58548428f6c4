using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeVoice.AppHost.Rollout;

/// <summary>
/// Values of secrets: files <c>DIR/region/namespace/name/key</c> (without the region for all of them), or environment variables
/// <c>EDGEVOICE_SECRET_REGION_NAMESPACE_NAME_KEY</c> (again without the region for all), in capitals with everything else as <c>_</c>.
/// </summary>
internal sealed class SecretValues(string? folder, IDictionary environment)
{
    private const string Prefix = "EDGEVOICE_SECRET";

    /// <summary>The variable that holds a region's value.</summary>
    public static string Variable(params ReadOnlySpan<string> names) =>
        string.Join('_', [Prefix, .. names]).ToUpperInvariant() is var name ? string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')) : "";

    /// <summary>Keys that nobody gave a value.</summary>
    public IReadOnlyList<string> Missing(string region, RequiredSecret secret) => [.. secret.Keys.Where(key => Find(region, secret, key) is null)];

    /// <summary>A Secret to pipe to kubectl, or null when no key has a value.</summary>
    public string? Manifest(string region, RequiredSecret secret)
    {
        var values = secret.Keys.Select(key => (Key: key, Value: Find(region, secret, key))).Where(pair => pair.Value is not null).ToArray();
        return values.Length == 0 ? null : new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = secret.Name, ["namespace"] = secret.Namespace },
            ["type"] = "Opaque",
            ["stringData"] = new JsonObject(values.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value))),
        }.ToJsonString();
    }

    /// <summary>The text without any value of the secret: what kubectl complains about may quote its input.</summary>
    public string Redact(string region, RequiredSecret secret, string text) => secret.Keys
        .Select(key => Find(region, secret, key))
        .OfType<string>()
        .Where(value => value.Length > 0)
        .SelectMany(value => new[] { value, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value)) })
        .Aggregate(text, (redacted, value) => redacted.Replace(value, "***", StringComparison.Ordinal));

    /// <summary>How to give a value, for an error.</summary>
    public static string HowTo(string region, RequiredSecret secret, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"file {region}/{secret.Namespace}/{secret.Name}/{key} below --secrets, or {Variable(region, secret.Namespace, secret.Name, key)}");

    private string? Find(string region, RequiredSecret secret, string key) =>
        InFolder(region, secret.Namespace, secret.Name, key) ?? InFolder(secret.Namespace, secret.Name, key)
        ?? environment[Variable(region, secret.Namespace, secret.Name, key)] as string ?? environment[Variable(secret.Namespace, secret.Name, key)] as string;

    // Editors and echo end a file with a line break that is no part of the value.
    private string? InFolder(params string[] names)
    {
        if (folder is null || Path.Combine([folder, .. names]) is not { } path || !File.Exists(path))
        {
            return null;
        }

        try
        {
            var text = File.ReadAllText(path);
            return text.EndsWith('\n') ? text[..^1].TrimEnd('\r') : text;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The secret {path} cannot be read: {exception.Message}", exception);
        }
    }
}
