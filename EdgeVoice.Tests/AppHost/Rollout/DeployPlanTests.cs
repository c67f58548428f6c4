using EdgeVoice.AppHost.Rollout;
using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.Tests.AppHost.Rollout;

public sealed class DeployPlanTests
{
    private static readonly IReadOnlyList<DeployStep> s_plan = DeployPlan.Of(PublishedFleet.Of(PublishedFleets.Default), "/out", ["us-east", "us-west"], region => $"edgevoice-{region}");

    private static readonly string[] s_east = [.. s_plan.Where(step => step.Cell == "us-east").Select(step => step.Command.ToString())];

    [Fact]
    public void Cell_BeginsWithReachNamespacesAndSecrets_AndEndsWithHealth()
    {
        Assert.Equal("kubectl --context edgevoice-us-east get --raw /readyz", s_east[0]);
        Assert.Equal("kubectl --context edgevoice-us-east apply --server-side --field-manager edgevoice --filename - <stdin>", s_east[1]);
        Assert.Equal("kubectl --context edgevoice-us-east get --raw /api/v1/namespaces/edgevoice/services/gateway:8080/proxy/healthz/realtime", s_east[^1]);
        Assert.Contains("\"kind\":\"Namespace\"", s_plan[1].Command.Input, StringComparison.Ordinal);
        Assert.All(s_plan.Skip(2).TakeWhile(step => step.Secret is null), step => Assert.Fail(step.Description));
    }

    [Fact]
    public void Pool_WaitsForItsChartAndDefinition()
    {
        var chart = Index("job/helm-install-metallb");
        var webhook = Index("--all --namespace metallb-system");
        var definition = Index("crd/ipaddresspools.metallb.io");
        var advertisement = Index("crd/l2advertisements.metallb.io");
        var pool = Array.FindIndex(s_east, definition, command => command.Contains(" apply ", StringComparison.Ordinal));

        Assert.True(chart < webhook && webhook < definition && definition < pool && advertisement < pool, string.Join('\n', s_east));
    }

    [Fact]
    public void EveryManifest_IsAppliedOnce_InOrder()
    {
        var applied = s_east.Where(command => command.Contains("--filename /out/", StringComparison.Ordinal)).Select(command => command.Split("--filename /out/")[1]).ToArray();

        Assert.Equal(PublishedFleets.Default.Select(file => file.Path).Where(path => path.StartsWith("us-east/manifests/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), applied);
    }

    [Fact]
    public void EveryWorkload_IsWaitedForLongerThanItsDrain()
    {
        var agent = s_plan.First(step => step.Id == "rollout Deployment edgevoice/voice-agent");

        Assert.Contains("rollout status deployment/voice-agent --namespace edgevoice", agent.Command.ToString(), StringComparison.Ordinal);
        Assert.True(agent.Limit > TimeSpan.FromSeconds(1860));
        Assert.Contains(s_plan, step => step.Id == "rollout DaemonSet kube-system/node-local-dns");
    }

    [Fact]
    public void NextCell_ComesAfterTheHealthOfTheOneBefore()
    {
        var health = s_plan.Index().First(step => step.Item.Id == "health").Index;

        Assert.All(s_plan.Take(health + 1), step => Assert.Equal("us-east", step.Cell));
        Assert.All(s_plan.Skip(health + 1), step => Assert.Equal("us-west", step.Cell));
    }

    [Fact]
    public void Ids_AreUnique() => Assert.Equal(s_plan.Count, s_plan.Select(step => (step.Cell, step.Id)).Distinct().Count());

    private static int Index(string text)
    {
        var index = Array.FindIndex(s_east, command => command.Contains(text, StringComparison.Ordinal));
        Assert.True(index >= 0, $"{text} is in none of\n{string.Join('\n', s_east)}");
        return index;
    }
}
