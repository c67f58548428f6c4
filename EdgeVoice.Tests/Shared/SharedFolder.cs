namespace EdgeVoice.Tests.Shared;

/// <summary>Reference data beside the repository: listings of Aspire's API, Kubernetes' schemas. Large and not ours, so not in the repository.</summary>
internal static class SharedFolder
{
    private const string Variable = "EDGEVOICE_SHARED";

    /// <summary>The folder, or a skipped test with the reason.</summary>
    public static string Require(string name)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : Path.GetFullPath(Path.Combine("..", "shared"), RepositoryRoot.Path);
        var path = Path.Combine(folder, name);
        Assert.SkipUnless(Directory.Exists(path), $"{name} is not beside the repository: put it into ../shared/{name} or name the folder in {Variable}");
        return path;
    }
}
