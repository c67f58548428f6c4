using System.Collections;
using Aspire.Hosting;
using EdgeVoice.AppHost.Rollout;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.AppHost.Rollout;

/// <summary>A rollout against a kubectl that behaves well, badly, slowly, or is not there.</summary>
public sealed class DeployRunTests : IDisposable
{
    private static readonly RequiredSecret s_secret = new("edgevoice", "realtime-provider", ["api-key"]);

    private readonly FakeKubectl _kubectl = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _lines = [];
    private readonly Hashtable _environment = [];

    [Fact]
    public async Task Run_OneCellAfterAnother_InOrder()
    {
        await RunAsync([Step("us-east", "one"), Step("us-east", "two"), Step("us-west", "one")]);

        Assert.Equal(["--context us-east one", "--context us-east two", "--context us-west one"], _kubectl.Calls);
        Assert.Contains("us-east 2/2 two", _lines);
        Assert.Contains(_lines, line => line.StartsWith("us-east 2/2 two: done, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_StepFails_StopsThereAndGoesOnLater()
    {
        DeployStep[] plan = [Step("us-east", "one"), Step("us-east", "two"), Step("us-west", "one")];
        _kubectl.Fail("two", "error: the object is invalid");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(plan));

        Assert.Equal("us-east 2/2 two failed: error: the object is invalid\n  kubectl --context us-east two\nNothing after it was done. Run the same command again to go on from here.", exception.Message);
        _kubectl.Recover();
        await RunAsync(plan);
        Assert.Equal(["--context us-east one", "--context us-east two", "--context us-east two", "--context us-west one"], _kubectl.Calls);
        Assert.Contains("us-east 1/2 one: done before", _lines);
    }

    [Fact]
    public async Task Run_FleetIsAnother_BeginsAnew()
    {
        await RunAsync([Step("us-east", "one")], fleet: "first");
        await RunAsync([Step("us-east", "one")], fleet: "second");

        Assert.Equal(2, _kubectl.Calls.Length);
    }

    [Fact]
    public async Task Run_GateIsAskedAgainAfterAResume()
    {
        DeployStep[] plan = [Step("us-east", "health") with { Always = true }];
        await RunAsync(plan);
        await RunAsync(plan);

        Assert.Equal(2, _kubectl.Calls.Length);
    }

    [Theory]
    [InlineData("Error from server: failed calling webhook \"x\": no endpoints available", false)]
    [InlineData("The connection to the server was refused - connection refused", false)]
    [InlineData("Error from server (NotFound): crd not found", true)]
    public async Task Run_ProblemPasses_IsTriedAgain(string problem, bool waits)
    {
        _kubectl.Fail("one", problem, once: true);

        await RunAsync([Step("us-east", "one") with { Waits = waits }]);

        Assert.Equal(2, _kubectl.Calls.Length);
        Assert.Contains($"us-east 1/1 one: waiting ({problem})", _lines);
    }

    [Fact]
    public async Task Run_NeverBecomesHealthy_GivesUpAtItsLimitAndLeavesTheNextCellAlone()
    {
        _kubectl.Fail("us-east one", "503");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync([Step("us-east", "one") with { Waits = true, Limit = TimeSpan.FromSeconds(9) }, Step("us-west", "one")]));

        Assert.StartsWith("us-east 1/1 one failed: 503", exception.Message, StringComparison.Ordinal);
        Assert.InRange(_kubectl.Calls.Length, 2, 6);
        Assert.DoesNotContain(_kubectl.Calls, call => call.Contains("us-west", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_KubectlHangs_IsEndedAtTheLimit()
    {
        _kubectl.Hang("one");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync([Step("us-east", "one") with { Limit = TimeSpan.FromMilliseconds(200) }]));

        Assert.Contains("no answer within 0 s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Interrupted_EndsKubectl()
    {
        using var stop = new CancellationTokenSource();
        _kubectl.Hang("one");
        var run = RunAsync([Step("us-east", "one")], cancellationToken: stop.Token);
        await Eventually.IsTrueAsync("kubectl was called", () => _kubectl.Calls.Length == 1, TimeSpan.FromSeconds(10));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Run_NoKubectl_SaysWhatToInstall()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync([Step("us-east", "one")], program: "/nowhere/kubectl"));

        Assert.StartsWith("'/nowhere/kubectl' cannot be started (", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("install kubectl and put it on PATH.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TwiceAtOnce_IsRefused()
    {
        using var other = DeployState.Open(StatePath, "fleet");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync([Step("us-east", "one")]));

        Assert.EndsWith("Is another deploy running?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_CutOffInACrash_CostsARepetition()
    {
        await RunAsync([Step("us-east", "one")]);
        File.WriteAllText(StatePath, File.ReadAllText(StatePath)[..^5]);

        await RunAsync([Step("us-east", "one")]);

        Assert.Equal(2, _kubectl.Calls.Length);
    }

    [Fact]
    public async Task Secret_FromEnvironment_GoesBySilentPipe()
    {
        _environment["EDGEVOICE_SECRET_US_EAST_EDGEVOICE_REALTIME_PROVIDER_API_KEY"] = "sk-verysecret";

        await RunAsync([Secret("us-east")]);

        Assert.Contains("\"stringData\":{\"api-key\":\"sk-verysecret\"}", _kubectl.Input, StringComparison.Ordinal);
        Assert.Equal("--context us-east apply --server-side --filename -", Assert.Single(_kubectl.Calls));
        Assert.DoesNotContain(_lines, line => line.Contains("verysecret", StringComparison.Ordinal));
        Assert.DoesNotContain("verysecret", File.ReadAllText(StatePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_FromFile_LosesTheLineBreakAndTheRegionsOwnWins()
    {
        Write("edgevoice/realtime-provider/api-key", "shared\n");
        Write("us-west/edgevoice/realtime-provider/api-key", "western\n");

        await RunAsync([Secret("us-east"), Secret("us-west")]);

        Assert.Contains("\"api-key\":\"shared\"", _kubectl.Input, StringComparison.Ordinal);
        Assert.Contains("\"api-key\":\"western\"", _kubectl.Input, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_Refused_ShowsNoValue()
    {
        _environment["EDGEVOICE_SECRET_EDGEVOICE_REALTIME_PROVIDER_API_KEY"] = "sk-verysecret";
        _kubectl.Fail("apply", "admission denied: {\"api-key\":\"sk-verysecret\"} c2stdmVyeXNlY3JldA==");

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync([Secret("us-east")]));

        Assert.Contains("admission denied: {\"api-key\":\"***\"} ***", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("verysecret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_ClusterHasIt_IsKept()
    {
        _kubectl.HasKeys("api-key");

        await RunAsync([Secret("us-east")]);

        Assert.StartsWith("--context us-east get secret realtime-provider --namespace edgevoice", Assert.Single(_kubectl.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_ClusterHasOneKeyAndTheOtherIsGiven_IsPatched()
    {
        _kubectl.HasKeys("old");
        _environment["EDGEVOICE_SECRET_EDGEVOICE_PAIR_NEW"] = "n";

        await RunAsync([Secret("us-east", new RequiredSecret("edgevoice", "pair", ["old", "new"]))]);

        Assert.Equal("--context us-east patch secret pair --namespace edgevoice --type merge --patch-file /dev/stdin", _kubectl.Calls[^1]);
        Assert.Contains("\"stringData\":{\"new\":\"n\"}", _kubectl.Input, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_Nowhere_SaysHowToGiveIt()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync([Secret("us-east")]));

        Assert.Equal(
            "Secret edgevoice/realtime-provider of us-east has no value for api-key. Give file us-east/edgevoice/realtime-provider/api-key below --secrets, or EDGEVOICE_SECRET_US_EAST_EDGEVOICE_REALTIME_PROVIDER_API_KEY.",
            exception.Message);
    }

    public void Dispose()
    {
        _kubectl.Dispose();
        _folder.Dispose();
    }

    private string StatePath => _folder.Combine("fleet.deploy.json");

    private static DeployStep Step(string cell, string id) => new(cell, id, id, new KubectlCommand(["--context", cell, id]), TimeSpan.FromMinutes(5));

    private static DeployStep Secret(string cell, RequiredSecret? secret = null) =>
        new(cell, "secret", "secret", new KubectlCommand(["--context", cell, "apply", "--server-side", "--filename", "-"]), TimeSpan.FromMinutes(1), secret ?? s_secret);

    private void Write(string path, string text)
    {
        var file = _folder.Combine(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private async Task RunAsync(IReadOnlyList<DeployStep> plan, string fleet = "fleet", string? program = null, CancellationToken cancellationToken = default)
    {
        using var state = DeployState.Open(StatePath, fleet);
        await new DeployRun(new Kubectl(program ?? _kubectl.Path), state, new SecretValues(_folder.Path, _environment), new EagerTimeProvider(), _lines.Add).RunAsync(plan, cancellationToken);
    }
}
