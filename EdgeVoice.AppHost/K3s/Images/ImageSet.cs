namespace EdgeVoice.AppHost.K3s.Images;

/// <summary>The images in use by name, ordered by it.</summary>
internal sealed record ImageSet(IReadOnlyDictionary<string, ImageReference> Images)
{
    public ImageReference this[string name] => Images[name];

    public bool IsLocked => Images.Values.All(image => image.Digest is not null);
}
