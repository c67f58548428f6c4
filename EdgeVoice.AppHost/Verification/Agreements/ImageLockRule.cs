using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Agreements;

/// <summary>What is locked is what runs.</summary>
internal sealed class ImageLockRule : IFleetRule
{
    private const string Lock = "global/images.lock.json";

    public string Name => "image-lock";

    public string Promise => "every image that runs is in images.lock.json, with its tag and digest";

    public IEnumerable<Finding> Check(PublishedFleet fleet)
    {
        var images = (fleet.Document(Lock).At("images") as System.Text.Json.Nodes.JsonObject ?? [])
            .Select(entry => $"{entry.Value.Text("repository")}:{entry.Value.Text("tag")}{(entry.Value.Text("digest") is { Length: > 0 } digest ? $"@{digest}" : "")}").ToHashSet();
        return fleet.AllDocuments()
            .SelectMany(document => document.Containers.Select(container => (document, Image: container.Text("image") ?? "")))
            .Where(pair => !images.Contains(pair.Image))
            .Select(pair => new Finding(pair.document.File, $"{pair.document.Identity}: {pair.Image} is not in {Lock}"));
    }
}
