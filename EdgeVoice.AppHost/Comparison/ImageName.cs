namespace EdgeVoice.AppHost.Comparison;

/// <summary>The parts of an image's reference.</summary>
internal static class ImageName
{
    /// <summary>The repository's last name, and the tag, with the digest where there is one.</summary>
    public static (string Name, string Tag) Split(string image)
    {
        var (reference, digest) = image.Split('@', 2) is [var before, var after] ? (before, after) : (image, "");
        var last = reference[(reference.LastIndexOf('/') + 1)..];
        var (name, tag) = last.Split(':', 2) is [var first, var second] ? (first, second) : (last, "");
        return (name, digest.Length == 0 ? tag : $"{tag}@{digest[..Math.Min(digest.Length, "sha256:".Length + 12)]}");
    }
}
