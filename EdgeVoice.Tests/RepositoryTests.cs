using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests;

public sealed class RepositoryTests
{
    private static readonly string[] s_extensions = [".cs", ".ts", ".tsx", ".js", ".mjs", ".css"];
    private static readonly string[] s_generated = ["bin", "obj", "node_modules", "dist", ".git", "TestResults"];

    [Fact]
    public void SourceFiles_StayBelowFiveHundredLines()
    {
        var tooLong = SourceFiles(new DirectoryInfo(RepositoryRoot.Path))
            .Select(file => (file.FullName, Lines: File.ReadLines(file.FullName).Count()))
            .Where(file => file.Lines > 500)
            .Select(file => $"{Path.GetRelativePath(RepositoryRoot.Path, file.FullName)}: {file.Lines}")
            .ToArray();

        Assert.Empty(tooLong);
    }

    private static IEnumerable<FileInfo> SourceFiles(DirectoryInfo directory)
    {
        foreach (var file in directory.EnumerateFiles().Where(file => s_extensions.Contains(file.Extension)))
        {
            yield return file;
        }

        foreach (var file in directory.EnumerateDirectories().Where(child => !s_generated.Contains(child.Name)).SelectMany(SourceFiles))
        {
            yield return file;
        }
    }
}
