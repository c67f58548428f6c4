namespace EdgeVoice.Tests.Shared;

/// <summary>Finds the folder that holds the solution, however deep the test binary lies.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The configuration in which the tests, and with them everything else, were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The program of another project of the solution, built with the tests.</summary>
    public static string Built(string project) => Combine(project, "bin", Configuration, new DirectoryInfo(AppContext.BaseDirectory).Name, $"{project}.dll");

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "EdgeVoice.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"No EdgeVoice.sln above {AppContext.BaseDirectory}");
    }
}
