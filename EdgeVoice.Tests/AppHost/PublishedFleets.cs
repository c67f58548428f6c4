using System.Text.Json.Nodes;
using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.Tests.AppHost.K3s;
using EdgeVoice.Tests.AppHost.Verification;

namespace EdgeVoice.Tests.AppHost;

/// <summary>Fleets as publish writes them, in memory, and with single places changed.</summary>
internal static class PublishedFleets
{
    private static readonly Lazy<IReadOnlyList<PublishedFile>> s_default = new(() => Render());
    private static readonly Lazy<IReadOnlyList<PublishedFile>> s_threeServers = new(() => Render(FleetUnderTest.Region(
        "us-east",
        "Api:Endpoint=hcloudLb", "Api:Address=10.10.0.5",
        "Servers:1:PrivateAddress=10.10.0.12", "Servers:1:PublicAddress=203.0.113.12", "Servers:1:Zone=ash-dc1",
        "Servers:2:PrivateAddress=10.10.0.13", "Servers:2:PublicAddress=203.0.113.13", "Servers:2:Zone=ash-dc1")));

    public static IReadOnlyList<PublishedFile> Default => s_default.Value;

    /// <summary>With a load balancer before the API servers of us-east.</summary>
    public static IReadOnlyList<PublishedFile> ThreeServers => s_threeServers.Value;

    /// <param name="settings">Over the AppHost's own appsettings.</param>
    public static IReadOnlyList<PublishedFile> Render(params string[] settings) => FleetRenderer.Render(FleetUnderTest.Read(settings));

    /// <summary>With a text of one file replaced; the text must be there.</summary>
    public static IReadOnlyList<PublishedFile> Replace(IReadOnlyList<PublishedFile> files, string path, string text, string replacement)
    {
        var file = files.Single(file => file.Path == path);
        Assert.Contains(text, file.Content, StringComparison.Ordinal);
        return With(files, file with { Content = file.Content.Replace(text, replacement, StringComparison.Ordinal) });
    }

    /// <summary>With one place of one document changed.</summary>
    /// <param name="target">A file, or <c>region:Kind/name</c> or <c>region:Kind/namespace/name</c> for an object.</param>
    /// <param name="path">Place in the document.</param>
    /// <param name="json">The new value; null removes it.</param>
    public static IReadOnlyList<PublishedFile> Edit(IReadOnlyList<PublishedFile> files, string target, string path, string? json)
    {
        var (file, documents, document) = Find(files, target);
        JsonEdit.Set(document, path, json);
        // JSON is YAML: what follows reads it as it reads publish's own.
        return With(files, file with { Content = string.Join("\n---\n", documents.Select(node => node.ToJsonString())) + "\n" });
    }

    private static (PublishedFile File, IReadOnlyList<JsonNode> Documents, JsonNode Document) Find(IReadOnlyList<PublishedFile> files, string target)
    {
        if (target.Split(':') is not [var region, var name])
        {
            var file = files.Single(file => file.Path == target);
            var documents = YamlText.Parse(file.Content);
            return (file, documents, documents[0]);
        }

        var found = from file in files
                    where file.Path.StartsWith($"{region}/manifests/", StringComparison.Ordinal)
                    let documents = YamlText.Parse(file.Content)
                    from node in documents
                    let document = new FleetDocument(file.Path, node)
                    where name == $"{document.Kind}/{document.Name}" || name == $"{document.Kind}/{document.Namespace}/{document.Name}"
                    select (file, documents, node);
        return found.First();
    }

    private static IReadOnlyList<PublishedFile> With(IReadOnlyList<PublishedFile> files, PublishedFile file) => [.. files.Where(other => other.Path != file.Path), file];
}
