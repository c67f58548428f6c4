using System.Text.Json;

namespace EdgeVoice.AppHost.K3s.Images;

/// <summary>The file that pins each image to the digest of its multi-architecture index.</summary>
/// <param name="Images">By the names of <see cref="ImageName"/>.</param>
internal sealed record ImageLock(IReadOnlyDictionary<string, LockedImage> Images)
{
    public const string FileName = "images.lock.json";

    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonException">It is not a lock file.</exception>
    public static ImageLock Load(string path) =>
        JsonSerializer.Deserialize<ImageLock>(File.ReadAllText(path), s_format) is { Images: not null } file ? file : throw new JsonException("it holds no 'images'");

    /// <summary>The lock file of a fleet: fill in the digests that are null and give it back with <c>--images-lock</c>.</summary>
    public static string Write(ImageSet images) => JsonSerializer.Serialize(
        new ImageLock(images.Images.ToDictionary(image => image.Key, image => new LockedImage(image.Value.Repository, image.Value.Tag, image.Value.Digest))), s_format) + "\n";
}
