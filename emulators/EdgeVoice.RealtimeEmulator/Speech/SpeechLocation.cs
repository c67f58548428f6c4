using System.Reflection;

namespace EdgeVoice.RealtimeEmulator.Speech;

/// <summary>Finds Node and the script. The script stays with the sources, because its npm packages do.</summary>
internal static class SpeechLocation
{
    private const string Script = "emulators/EdgeVoice.RealtimeEmulator/speech/speak.mjs";

    public static string Node => Environment.GetEnvironmentVariable("EDGEVOICE_NODE") is { Length: > 0 } path ? path : "node";

    public static string? FindScript()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, Script);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        var built = typeof(SpeechLocation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == "SpeechScript")?.Value;
        return File.Exists(built) ? built : null;
    }
}
