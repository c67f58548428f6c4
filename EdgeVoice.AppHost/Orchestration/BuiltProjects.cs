using System.Reflection;

namespace EdgeVoice.AppHost.Orchestration;

/// <summary>Programs that were built with the AppHost.</summary>
internal static class BuiltProjects
{
    private const string Prefix = "BuiltProject:";

    /// <summary>Path of the project's assembly.</summary>
    public static string Assembly(string projectPath) => typeof(BuiltProjects).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == Prefix + Path.GetFileNameWithoutExtension(projectPath)).Value!;
}
