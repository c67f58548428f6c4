using System.Text.Json;
using EdgeVoice.AppHost.K3s.Images;
using Microsoft.Extensions.Configuration;

namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>Which images, section <c>EdgeVoice:Fleet:Images</c>, and their digests from <c>--images-lock FILE</c>.</summary>
internal static class ImageSettings
{
    public const string LockSwitch = "images-lock";
    public const string StrictSwitch = "strict";

    private const string DefaultRegistry = "registry.example.com/edgevoice";
    private const string DefaultTag = "1.0.0";

    public static ImageSet Read(SettingsSection section, IConfiguration configuration)
    {
        var registry = section.Text("Registry", DefaultRegistry, Formats.IsRepository, "it must be a registry with a path, such as ghcr.io/acme");
        var tag = section.Text("Tag", DefaultTag, Formats.IsTag, "it must be an image's tag, and never 'latest': a rollout could not be told from a restart");
        section.RefuseUnknown();
        var images = new SortedDictionary<string, ImageReference>(ThirdPartyImages.All.ToDictionary(), StringComparer.Ordinal);
        foreach (var name in ImageName.Own)
        {
            images[name] = new($"{registry}/edgevoice-{name}", tag, null);
        }

        return new(Lock(images, section, configuration));
    }

    private static SortedDictionary<string, ImageReference> Lock(SortedDictionary<string, ImageReference> images, SettingsSection section, IConfiguration configuration)
    {
        var strict = string.Equals(configuration[StrictSwitch], bool.TrueString, StringComparison.OrdinalIgnoreCase);
        var path = configuration[LockSwitch] ?? "";
        if (path.Length == 0)
        {
            if (strict)
            {
                section.RefuseSwitch(StrictSwitch, "true", $"it needs --{LockSwitch} FILE: without digests a registry decides anew at every pull what runs");
            }

            return images;
        }

        if (Load(path, section) is not { } file)
        {
            return images;
        }

        foreach (var name in file.Images.Keys.Except(images.Keys))
        {
            section.RefuseSwitch(LockSwitch, path, $"it names the image '{name}', which the fleet does not use; known: {string.Join(", ", images.Keys)}");
        }

        return new(images.ToDictionary(image => image.Key, image => Locked(image.Key, image.Value, file, path, strict, section)), StringComparer.Ordinal);
    }

    private static ImageReference Locked(string name, ImageReference image, ImageLock file, string path, bool strict, SettingsSection section)
    {
        var entry = file.Images.GetValueOrDefault(name);
        if (entry?.Digest is null)
        {
            if (strict)
            {
                section.RefuseSwitch(LockSwitch, path, $"it has no digest for '{name}' ({image}), and --{StrictSwitch} asks for one");
            }

            return image;
        }

        if (entry.Repository != image.Repository || entry.Tag != image.Tag)
        {
            section.RefuseSwitch(LockSwitch, path, $"its '{name}' is {entry.Repository}:{entry.Tag}, but the fleet uses {image}: lock the image that is used");
        }
        else if (!Formats.IsDigest(entry.Digest))
        {
            section.RefuseSwitch(LockSwitch, path, $"the digest of '{name}' is '{entry.Digest}': it must be sha256: and 64 hexadecimal digits");
        }

        return image with { Digest = entry.Digest };
    }

    private static ImageLock? Load(string path, SettingsSection section)
    {
        try
        {
            return ImageLock.Load(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            section.RefuseSwitch(LockSwitch, path, $"it cannot be read as a lock file: {exception.Message}");
            return null;
        }
    }
}
