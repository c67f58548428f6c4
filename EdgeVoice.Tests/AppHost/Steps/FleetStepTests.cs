using Aspire.Hosting;
using EdgeVoice.AppHost.Publication;
using EdgeVoice.AppHost.Rollout;
using EdgeVoice.AppHost.Verification.Documents;
using EdgeVoice.Tests.AppHost.Rollout;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Steps;

public sealed class FleetStepTests : IDisposable
{
    private const string SixAgents = "--EdgeVoice:Fleet:Regions:us-west:Agents:Replicas=6";

    private readonly TemporaryFolder _folder = new();
    private readonly string _output;

    public FleetStepTests() => _output = _folder.Combine("out");

    [Fact]
    public async Task Publish_Twice_IsTheSame()
    {
        await FleetPipeline.RunAsync("publish", _output);
        await FleetPipeline.RunAsync("publish", _folder.Combine("again"));

        Assert.Equal(File.ReadAllText(Path.Combine(_output, FileSums.Name)), File.ReadAllText(Path.Combine(_folder.Path, "again", FileSums.Name)));
        Assert.Equal(PublishedFleets.Default.Select(file => file.Path).Append(FileSums.Name).Order(StringComparer.Ordinal), FileSums.Files(_output).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_WrongSetting_LeavesTheOldFolder()
    {
        await FleetPipeline.RunAsync("publish", _output);
        var before = File.ReadAllText(Path.Combine(_output, FileSums.Name));

        var exception = await Assert.ThrowsAnyAsync<DistributedApplicationException>(() => FleetPipeline.RunAsync("publish", _output, "--EdgeVoice:Fleet:Regions:us-east:Sessions=none"));

        Assert.Contains("EdgeVoice:Fleet:Regions:us-east:Sessions = 'none'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(_output, FileSums.Name)));
    }

    [Fact]
    public async Task Verify_Published_SaysOneLinePerRule()
    {
        await FleetPipeline.RunAsync("publish", _output);

        var lines = await FleetPipeline.RunAsync("verify", _output);

        Assert.All(lines, line => Assert.StartsWith("ok      ", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("ok      udp-range ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_FileChanged_NamesTheRules()
    {
        await FleetPipeline.RunAsync("publish", _output);
        var firewall = Path.Combine(_output, "us-east", "firewall.json");
        File.WriteAllText(firewall, File.ReadAllText(firewall).Replace("50000-50500", "50000-50499", StringComparison.Ordinal));

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => FleetPipeline.RunAsync("verify", _output));

        Assert.EndsWith($" rules are broken in {_output}: udp-range, firewall, unchanged.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("deploy")]
    public async Task Step_NothingPublished_SaysSo(string step)
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => FleetPipeline.RunAsync(step, _output));

        Assert.StartsWith($"{_output} holds no published fleet", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_SchemasNotThere_SaysSo()
    {
        await FleetPipeline.RunAsync("publish", _output);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => FleetPipeline.RunAsync("verify", _output, "--schemas", _folder.Combine("none")));

        Assert.Equal($"--schemas names {_folder.Combine("none")}, which does not exist.", exception.Message);
    }

    [Fact]
    public async Task Diff_OneSetting_IsTold()
    {
        await FleetPipeline.RunAsync("publish", _folder.Combine("old"));
        await FleetPipeline.RunAsync("publish", _output, SixAgents);

        var lines = await FleetPipeline.RunAsync("diff", _output, "--against", _folder.Combine("old"));

        Assert.Equal("us-west:", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("  Deployment edgevoice/voice-agent: replicas ", StringComparison.Ordinal) && line.EndsWith(" -> 6", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Diff_AgainstNothing_SaysWhatIsMissing()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => FleetPipeline.RunAsync("diff", _output));

        Assert.Equal("--step diff needs --against DIR, an earlier output of publish.", exception.Message);
    }

    [Fact]
    public async Task Deploy_ByDefault_TellsAndDoesNothing()
    {
        using var kubectl = new FakeKubectl();
        await FleetPipeline.RunAsync("publish", _output);

        var lines = await FleetPipeline.RunAsync("deploy", _output, "--kubectl", kubectl.Path, "--cells", "us-west");

        Assert.Empty(kubectl.Calls);
        Assert.Equal("Nothing was run. --apply true does it.", lines[^1]);
        Assert.Contains("  API server answers: kubectl --context edgevoice-us-west get --raw /readyz", lines);
        Assert.DoesNotContain(lines, line => line.Contains("us-east", StringComparison.Ordinal));
        Assert.False(File.Exists(DeployState.PathOf(_output)));
    }

    [Fact]
    public async Task Deploy_Applied_DoesEveryStepAndHidesEverySecret()
    {
        using var kubectl = new FakeKubectl();
        await FleetPipeline.RunAsync("publish", _output);
        var required = RequiredSecrets.Of(PublishedFleet.Read(_output), "eu-central");
        foreach (var (secret, key) in required.SelectMany(secret => secret.Keys.Select(key => (secret, key))))
        {
            var file = _folder.Combine($"secrets/{secret.Namespace}/{secret.Name}/{key}");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, $"hidden-{key}\n");
        }

        var lines = await FleetPipeline.RunAsync("deploy", _output, "--kubectl", kubectl.Path, "--cells", "eu-central", "--context:eu-central", "frankfurt", "--secrets", _folder.Combine("secrets"), "--apply", "true");

        var plan = DeployPlan.Of(PublishedFleet.Read(_output), _output, ["eu-central"], _ => "frankfurt");
        Assert.Equal(plan.Select(step => string.Join(' ', step.Command.Arguments)), kubectl.Calls);
        Assert.Equal(required.Sum(secret => secret.Keys.Count), kubectl.Input.Split("hidden-").Length - 1);
        Assert.DoesNotContain(lines.Concat(kubectl.Calls), line => line.Contains("hidden-", StringComparison.Ordinal));
        Assert.DoesNotContain("hidden-", File.ReadAllText(DeployState.PathOf(_output)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_RuleBroken_TouchesNoCluster()
    {
        using var kubectl = new FakeKubectl();
        await FleetPipeline.RunAsync("publish", _output);
        File.AppendAllText(Path.Combine(_output, "us-east", "kustomization.yaml"), "# mine\n");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => FleetPipeline.RunAsync("deploy", _output, "--kubectl", kubectl.Path, "--apply", "true"));

        Assert.Contains("is not deployed, rules are broken: unchanged (us-east/kustomization.yaml: was changed after publish)", exception.Message, StringComparison.Ordinal);
        Assert.Empty(kubectl.Calls);
    }

    [Theory]
    [InlineData("--cells", "mars", "--cells names 'mars'. Cells in this folder: eu-central, us-east, us-west.")]
    [InlineData("--apply", "perhaps", "--apply is 'perhaps': it must be true or false.")]
    public async Task Deploy_SwitchWrong_IsNamed(string name, string value, string message)
    {
        await FleetPipeline.RunAsync("publish", _output);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => FleetPipeline.RunAsync("deploy", _output, name, value));

        Assert.Equal(message, exception.Message);
    }

    public void Dispose() => _folder.Dispose();
}
