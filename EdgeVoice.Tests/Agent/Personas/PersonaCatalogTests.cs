using System.Text.Json;
using EdgeVoice.Agent.Personas;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.Agent.Personas;

public sealed class PersonaCatalogTests
{
    private static readonly string s_shipped = RepositoryRoot.Combine("EdgeVoice.Agent", "Personas", "personas.json");

    [Fact]
    public void Shipped_AreThoseThatTheGatewayOffers()
    {
        var offered = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("EdgeVoice.Gateway", "personas.json"))).RootElement;

        Assert.Equal(offered.EnumerateArray().Select(persona => persona.GetProperty("id").GetString()!), PersonaCatalog.Load(s_shipped).All.Select(persona => persona.Id));
    }

    [Fact]
    public void Shipped_DefaultIsThatOfTheGateway()
    {
        var offered = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("EdgeVoice.Gateway", "personas.json"))).RootElement;
        var byDefault = offered.EnumerateArray().Single(persona => persona.TryGetProperty("default", out var value) && value.GetBoolean());

        Assert.Equal(byDefault.GetProperty("id").GetString(), PersonaCatalog.Load(s_shipped).Default.Id);
    }

    [Fact]
    public void Shipped_EachHasAScenarioOfTheEmulator()
    {
        var matches = Directory.GetFiles(RepositoryRoot.Combine("emulators", "EdgeVoice.RealtimeEmulator", "Scenarios"), "*.yaml")
            .Select(file => File.ReadLines(file).FirstOrDefault(line => line.StartsWith("match: ", StringComparison.Ordinal))?["match: ".Length..])
            .OfType<string>()
            .ToArray();

        Assert.All(PersonaCatalog.Load(s_shipped).All, persona => Assert.Single(matches, match => persona.Instructions.Contains(match, StringComparison.Ordinal)));
    }

    [Fact]
    public void Find_UnknownOrNone_IsTheDefault()
    {
        var catalog = PersonaCatalog.Load(s_shipped);

        Assert.Same(catalog.Default, catalog.Find("nobody"));
        Assert.Same(catalog.Default, catalog.Find(null));
        Assert.Equal("echo", catalog.Find("echo").Id);
    }

    [Theory]
    [InlineData("[]", "at least one")]
    [InlineData("{", "$")]
    [InlineData("""[{"id":"a"}]""", "instructions")]
    [InlineData("""[{"id":"a","title":"A","description":"","instructions":"","greeting":"","voice":"marin","voyce":"x"}]""", "voyce")]
    [InlineData("""[{"id":"a","title":"A","description":"","instructions":"","greeting":"","voice":"v"},{"id":"a","title":"A","description":"","instructions":"","greeting":"","voice":"v"}]""", "a")]
    public void Load_WrongFile_NamesFileAndField(string json, string named)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("personas.json");
        File.WriteAllText(path, json);

        var error = Assert.Throws<InvalidOperationException>(() => PersonaCatalog.Load(path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFile_NamesIt() =>
        Assert.Contains("nowhere.json", Assert.Throws<InvalidOperationException>(() => PersonaCatalog.Load("/nowhere.json")).Message, StringComparison.Ordinal);
}
