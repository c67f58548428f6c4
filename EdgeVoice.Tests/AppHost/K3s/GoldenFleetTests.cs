using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.K3s;

/// <summary>
/// The published fleet as it was last reviewed. A change of a generated file shows up as a change of a file in the repository:
/// run these tests with <c>EDGEVOICE_RECORD_GOLDEN=1</c> and read the difference.
/// </summary>
public sealed class GoldenFleetTests
{
    private const string Record = "EDGEVOICE_RECORD_GOLDEN";

    private static readonly string s_golden = RepositoryRoot.Combine("EdgeVoice.Tests", "AppHost", "K3s", "Golden");

    [Fact]
    public void DefaultFleet_IsTheReviewedOne() => Check("default", FleetUnderTest.Publish());

    [Fact]
    public void EveryOption_IsTheReviewedOne() => Check("everything", FleetUnderTest.Publish(FleetUnderTest.Everything)
        .Where(file => file.Key.StartsWith("us-east/", StringComparison.Ordinal) || file.Key.StartsWith("us-west/", StringComparison.Ordinal))
        .ToDictionary());

    private static void Check(string name, IReadOnlyDictionary<string, string> files)
    {
        var folder = Path.Combine(s_golden, name);
        if (Environment.GetEnvironmentVariable(Record) == "1")
        {
            Write(folder, files);
        }

        var golden = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText)
            : [];
        Assert.Equal(golden.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(golden[file.Key], file.Value));
    }

    private static void Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }
}
