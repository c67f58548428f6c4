using Aspire.Hosting;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AspireLocal.Contract;

/// <summary>AspireLocal declares nothing that Aspire does not, so that the AppHost compiles against either.</summary>
public sealed class ApiContractTests
{
    private static readonly string[] s_listings = ["Aspire.Hosting.api.txt", "Aspire.Hosting.PostgreSQL.api.txt"];

    private const string AddParameter = "    static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)";

    [Fact]
    public void PublicTypes_AreInAspireNamespaces()
    {
        var others = typeof(IDistributedApplicationBuilder).Assembly.GetExportedTypes().Where(type => !type.Namespace!.StartsWith("Aspire.", StringComparison.Ordinal));

        Assert.Empty(others);
    }

    [Fact]
    public void PublicMembers_AreThoseOfAspire() => Assert.Empty(Compare(Listing()));

    [Theory]
    [InlineData("string name, bool secret = false)", "string name, bool secret = true)")]
    [InlineData("string name, bool secret = false)", "string parameterName, bool secret = false)")]
    [InlineData("string name, bool secret = false)", "string? name, bool secret = false)")]
    [InlineData("string name, bool secret = false)", "string name, bool secret)")]
    [InlineData("static IResourceBuilder<ParameterResource>", "static IResourceBuilder<Resource>")]
    public void Compare_MemberDiffers_IsFound(string listed, string planted)
    {
        var lines = Listing().Select(line => line == AddParameter ? line.Replace(listed, planted, StringComparison.Ordinal) : line);

        Assert.Contains("AddParameter", Assert.Single(Compare(lines)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class Aspire.Hosting.ApplicationModel.ProjectResource :", "sealed class Aspire.Hosting.ApplicationModel.ProjectResource :")]
    [InlineData("class Aspire.Hosting.ApplicationModel.ProjectResource :", "class Aspire.Hosting.ApplicationModel.OtherResource :")]
    [InlineData("ProjectResource : Resource, IResourceWithEnvironment,", "ProjectResource : Resource,")]
    [InlineData("IResourceBuilder<T> where T : IResource", "IResourceBuilder<T> where T : Resource")]
    [InlineData("{ Run=0, Publish=1 }", "{ Publish=0, Run=1 }")]
    [InlineData("    int MinLength { get; set; }", "    int MinLength { get; init; }")]
    [InlineData("    const string Localhost = \"localhost\";", "    const string Localhost = \"127.0.0.1\";")]
    [InlineData("    static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder) where T : IResource", "    static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder) where T : IResourceWithArgs")]
    [InlineData("    static IResourceBuilder<T> WithExplicitStart<T>(", "    [Experimental(\"X001\")] static IResourceBuilder<T> WithExplicitStart<T>(")]
    public void Compare_DeclarationDiffers_IsFound(string listed, string planted)
    {
        var lines = Listing();
        var changed = lines.Select(line => line.Replace(listed, planted, StringComparison.Ordinal)).ToArray();

        Assert.NotEqual(lines, changed);
        Assert.NotEmpty(Compare(changed));
    }

    private static IReadOnlyList<string> Compare(IEnumerable<string> lines) =>
        ApiComparison.Differences(typeof(IDistributedApplicationBuilder).Assembly.GetExportedTypes(), ApiListing.Parse(lines));

    private static string[] Listing()
    {
        var folder = SharedFolder.Require("aspire-api");
        return [.. s_listings.SelectMany(name => File.ReadAllLines(Path.Combine(folder, name)))];
    }
}
