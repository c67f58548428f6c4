using EdgeVoice.RealtimeEmulator.Configuration;
using EdgeVoice.RealtimeEmulator.Scenarios;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Tests.RealtimeEmulator.Scenarios;

public sealed class ScenarioTests
{
    [Theory]
    [InlineData("You are the front desk of the Harbour Hotel. Be brief.", "Good evening, Harbour Hotel, front desk. How can I help you?")]
    [InlineData("you are the EDGEVOICE ECHO LINE", "Echo line. Say something.")]
    [InlineData("A storyteller for children", "Hello. Ask me for a story, and stop me whenever you like.")]
    [InlineData("Something else", "Hello. How can I help you?")]
    public void For_Instructions_FindsTheShippedScenario(string instructions, string greeting) =>
        Assert.Equal(greeting, new ScenarioCatalog(Options.Create(new RealtimeEmulatorOptions())).For(instructions).Greeting);

    [Theory]
    [InlineData("", "test.yaml: the file is empty")]
    [InlineData("greeting: [", "test.yaml, line ")]
    [InlineData("greting: hello", "greting")]
    [InlineData("greeting: hello", "test.yaml: turns: write one turn or a fallback")]
    [InlineData("fallback: { say: x }", "test.yaml: greeting: write")]
    [InlineData("greeting: a\nturns: [{ user: x }]", "test.yaml: turns[0]: write 'say'")]
    [InlineData("greeting: a\nfallback: { tool: { name: t } }", "test.yaml: fallback.tool: write its 'name' and, beside the tool, 'afterTool'")]
    [InlineData("greeting: a\nfirstAudioMs: { median: 300, p95: 100 }\nfallback: { say: x }", "test.yaml: firstAudioMs: median")]
    public void Read_WrongFile_NamesFilePathAndFix(string yaml, string message)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "test.yaml");
            File.WriteAllText(path, yaml);

            Assert.Contains(message, Assert.Throws<ScenarioException>(() => ScenarioFile.Read(path)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Start_FolderWithoutScenarios_StopsWithTheSettingToChange()
    {
        var exception = await Assert.ThrowsAsync<ScenarioException>(() => EmulatorHost.StartAsync("ScenarioDirectory=/nonexistent"));

        Assert.Contains("RealtimeEmulator__ScenarioDirectory", exception.Message);
    }

    [Theory]
    [InlineData("{{tool.output}}!", "plain", "plain!")]
    [InlineData("{{tool.output}}", """{"message":"Done."}""", "Done.")]
    [InlineData("{{tool.output}}", """{"free":true,"tables":2}""", "free True, tables 2")]
    [InlineData("{{tool.output.tables}} left", """{"free":true,"tables":2}""", "2 left")]
    [InlineData("{{tool.output.none}}x", """{"free":true}""", "x")]
    [InlineData("{{user.seconds}} {{user.text}} {{unknown}}", null, "2.3 hi ")]
    public void Fill_Template_PutsInWhatIsKnown(string template, string? output, string expected) =>
        Assert.Equal(expected, ScenarioTemplate.Fill(template, output, TimeSpan.FromMilliseconds(2345), "hi"));

    [Fact]
    public void Sample_Lognormal_HasItsMedianAndP95()
    {
        var random = new Random(3);
        var delay = new FirstAudio { Median = 280, P95 = 450 };

        var sorted = Enumerable.Range(0, 20_000).Select(_ => delay.Sample(random).TotalMilliseconds).Order().ToArray();

        Assert.Equal(280, sorted[10_000], 5.0);
        Assert.Equal(450, sorted[19_000], 12.0);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(250, new FirstAudio { Median = 250, P95 = 250 }.Sample(random).TotalMilliseconds, 0.001));
    }
}
