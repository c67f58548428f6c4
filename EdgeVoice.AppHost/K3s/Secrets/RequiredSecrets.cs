using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.AppHost.K3s.Host;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;

namespace EdgeVoice.AppHost.K3s.Secrets;

/// <summary>The Secrets that a cell's manifests really name, with what an operator needs to know about each.</summary>
internal static class RequiredSecrets
{
    public const string FileName = "secrets.required.json";

    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="InvalidOperationException">A manifest names a Secret or a key that nobody described.</exception>
    public static IReadOnlyList<SecretEntry> Of(Fleet fleet, Cell cell, IEnumerable<IManifest> manifests)
    {
        var catalog = SecretCatalog.Of(fleet, cell);
        var uses = manifests.SelectMany(SecretUse.Of).ToArray();
        foreach (var use in uses)
        {
            var entry = catalog.FirstOrDefault(entry => entry.Namespace == use.Namespace && entry.Name == use.Name);
            if (entry is null || (use.Key is not null && entry.Keys.All(key => key.Name != use.Key)))
            {
                throw new InvalidOperationException($"Secret {use.Namespace}/{use.Name} with key {use.Key ?? "of any name"} is used in {cell.Region} and described nowhere.");
            }
        }

        // k3s itself names one more, in the servers' configuration.
        return [.. catalog.Where(entry => entry.Name == K3sPaths.SnapshotSecret || uses.Any(use => IsOf(use, entry))).Select(entry => entry.Name == K3sPaths.SnapshotSecret ? entry : Used(entry, uses))];
    }

    // A single region has no peers, and its operator is not asked for their key.
    private static SecretEntry Used(SecretEntry entry, IEnumerable<SecretUse> uses) =>
        entry with { Keys = [.. entry.Keys.Where(key => uses.Any(use => IsOf(use, entry) && (use.Key is null || use.Key == key.Name)))] };

    private static bool IsOf(SecretUse use, SecretEntry entry) => use.Namespace == entry.Namespace && use.Name == entry.Name;

    public static string ToJson(Cell cell, IEnumerable<SecretEntry> secrets) => new JsonObject
    {
        ["region"] = cell.Region,
        ["secrets"] = new JsonArray([.. secrets.Select(secret => new JsonObject
        {
            ["namespace"] = secret.Namespace,
            ["name"] = secret.Name,
            ["keys"] = new JsonArray([.. secret.Keys.Select(key => JsonValue.Create(key.Name))]),
            ["purpose"] = secret.Purpose,
            ["origin"] = new JsonObject(secret.Keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Name, key.Origin))),
        })]),
    }.ToJsonString(s_format) + "\n";
}
