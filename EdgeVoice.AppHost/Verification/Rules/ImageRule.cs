using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>A tag that moves makes two nodes run two programs under one name.</summary>
internal sealed class ImageRule : IFleetRule
{
    private const string Latest = "latest";

    public string Name => "images";

    public string Promise => "every image has a tag or digest, none is :latest";

    public IEnumerable<Finding> Check(PublishedFleet fleet) => fleet.AllDocuments()
        .SelectMany(document => document.Containers.Select(container => (document, Image: container.Text("image") ?? "")))
        .Where(pair => !IsPinned(pair.Image))
        .Select(pair => new Finding(pair.document.File, $"{pair.document.Identity}: image '{pair.Image}' is not pinned"));

    private static bool IsPinned(string image)
    {
        var digest = image.Contains("@sha256:", StringComparison.Ordinal);
        var name = image.Split('@')[0];
        var tag = name[(name.LastIndexOf('/') + 1)..].Split(':', 2) is [_, var text] ? text : "";
        return tag != Latest && (digest || tag.Length > 0);
    }
}
