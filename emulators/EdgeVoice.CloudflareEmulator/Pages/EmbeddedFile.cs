namespace EdgeVoice.CloudflareEmulator.Pages;

/// <summary>A page, style sheet or script inside the program.</summary>
internal static class EmbeddedFile
{
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
