using System.Reflection;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.Agent.LiveKit.Worker;
using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.K3s.Kubernetes;
using EdgeVoice.AppHost.K3s.Model;
using EdgeVoice.Gateway.Configuration;

namespace EdgeVoice.Tests.AppHost.K3s;

/// <summary>The services read what publish gives them: a setting that is renamed there must not be left behind here.</summary>
public sealed class ServiceEnvironmentTests
{
    private static readonly Dictionary<string, Type[]> s_agent = new()
    {
        ["Agent"] = [typeof(WorkerOptions), typeof(JournalOptions)],
        ["LiveKit"] = [typeof(EdgeVoice.Agent.LiveKit.LiveKitOptions)],
        ["Realtime"] = [typeof(EdgeVoice.Agent.Realtime.RealtimeOptions)],
    };

    private static readonly Dictionary<string, Type[]> s_gateway = new()
    {
        ["Gateway"] = [typeof(GatewayOptions)],
        ["LiveKit"] = [typeof(LiveKitOptions)],
        ["Realtime"] = [],
    };

    [Fact]
    public void Agent_ReadsEverySettingThatItIsGiven() => Check("60-agent", s_agent);

    [Fact]
    public void Gateway_ReadsEverySettingThatItIsGiven() => Check("65-gateway", s_gateway);

    [Fact]
    public void Agent_IsGivenMoreTimeToStopThanItsCalls()
    {
        var cell = FleetUnderTest.Read().Cells[0];
        var deployment = Deployment("60-agent");

        Assert.Equal($"{cell.Agents.DrainSeconds}", Variables(deployment).Single(variable => variable.Name == "Agent__DrainSeconds").Value);
        Assert.True(deployment.Spec.Template.Spec.TerminationGracePeriodSeconds > cell.Agents.DrainSeconds);
        Assert.True(deployment.Spec.ProgressDeadlineSeconds > deployment.Spec.Template.Spec.TerminationGracePeriodSeconds);
    }

    private static void Check(string file, Dictionary<string, Type[]> sections)
    {
        var settings = Variables(Deployment(file)).Select(variable => variable.Name.Split("__")).Where(parts => sections.ContainsKey(parts[0])).ToArray();

        Assert.NotEmpty(settings);
        Assert.All(settings, parts => Assert.True(sections[parts[0]].Any(type => Reads(type, parts.AsSpan(1))), $"Nobody reads {string.Join("__", parts)}."));
    }

    private static bool Reads(Type type, ReadOnlySpan<string> path)
    {
        var property = type.GetProperty(path[0], BindingFlags.Public | BindingFlags.Instance);
        return property is not null && path.Length switch
        {
            1 => true,
            // The number of an entry of a list, and what it holds.
            3 => property.PropertyType.GetGenericArguments() is [var entry] && Reads(entry, path[2..]),
            _ => false,
        };
    }

    private static IEnumerable<EnvVar> Variables(Deployment deployment) => deployment.Spec.Template.Spec.Containers[0].Env!;

    private static Deployment Deployment(string file)
    {
        Fleet fleet = FleetUnderTest.Read();
        return CellManifests.Of(fleet, fleet.Cells[0]).Single(entry => entry.Name == file).Manifests.OfType<Deployment>().Single();
    }
}
