using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.OpenAI;
using EdgeVoice.Agent.Realtime.Placement;
using EdgeVoice.Tests.RealtimeEmulator.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.Agent.Realtime.Placement;

/// <summary>Two provider regions: real servers, real sockets, a clock that is told the time.</summary>
public sealed class ProviderPlacementTests : IAsyncLifetime
{
    private static readonly RealtimeSessionConfig s_config = new("You are kind.", "marin", new TurnDetection(), [], "call_1");

    private readonly FakeTimeProvider _time = new();
    private EmulatorHost _near = null!;
    private EmulatorHost _far = null!;

    public async ValueTask InitializeAsync() => (_near, _far) = (await EmulatorHost.StartAsync(), await EmulatorHost.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await _near.DisposeAsync();
        await _far.DisposeAsync();
    }

    [Fact]
    public async Task Connect_NearestIsDown_UsesTheNextAndComesBackWhenItIsWellForAWhile()
    {
        var (provider, placement, canary) = Agent();
        Assert.Equal("near", await ConnectedToAsync(provider));

        await ArmAsync(_near, new { kind = "connect_503", times = 1000 });
        Assert.Equal("far", await ConnectedToAsync(provider));
        Assert.Equal([("near", EndpointState.Down, false), ("far", EndpointState.Healthy, true)], placement.Report().Select(known => (known.Endpoint.Name, known.State, known.Chosen)));

        // It is not even asked by the next call.
        var before = await LeftAsync(_near);
        Assert.Equal("far", await ConnectedToAsync(provider));
        Assert.Equal(before, await LeftAsync(_near));

        await _near.Http.DeleteAsync("/admin/faults", TestContext.Current.CancellationToken);
        foreach (var expected in new[] { "far", "far", "near" })
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await canary.AskAsync(TestContext.Current.CancellationToken);
            Assert.Equal(expected, placement.Chosen.Name);
        }
    }

    [Fact]
    public async Task Connect_NearestHangs_GivesItItsBudgetAndNoMore()
    {
        var (provider, placement, _) = Agent(budgetMs: 300);
        await ArmAsync(_near, new { kind = "connect_hang", durationMs = 60_000, times = 1000 });

        Assert.Equal("far", await ConnectedToAsync(provider).WaitAsync(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken));
        Assert.Equal(EndpointState.Down, placement.Report()[0].State);
    }

    [Fact]
    public async Task Connect_AllDown_SaysWhyAndTriesThemAll()
    {
        var (provider, _, _) = Agent();
        await ArmAsync(_near, new { kind = "connect_503", times = 1000 });
        await ArmAsync(_far, new { kind = "connect_429", times = 1000 });

        var failure = await Assert.ThrowsAsync<RealtimeConnectException>(() => ConnectedToAsync(provider));

        Assert.Contains("429", failure.Message, StringComparison.Ordinal);
        Assert.Equal(999, await LeftAsync(_near));
    }

    [Fact]
    public async Task Connect_KeyRefused_IsNotTriedElsewhere()
    {
        var (provider, placement, _) = Agent();
        await ArmAsync(_near, new { kind = "connect_401", times = 1000 });

        Assert.True((await Assert.ThrowsAsync<RealtimeConnectException>(() => ConnectedToAsync(provider))).Fatal);
        Assert.Equal(EndpointState.Unknown, placement.Report()[0].State);
    }

    [Fact]
    public async Task Connect_DataMustStayInARegion_NeverLeavesIt()
    {
        var (provider, placement, canary) = Agent(residency: "far");
        Assert.Equal("far", await ConnectedToAsync(provider));

        await ArmAsync(_far, new { kind = "connect_503", times = 1000 });
        await Assert.ThrowsAsync<RealtimeConnectException>(() => ConnectedToAsync(provider));
        await canary.AskAsync(TestContext.Current.CancellationToken);

        Assert.Equal("far", Assert.Single(placement.Report()).Endpoint.Name);
        Assert.Empty((await _near.Http.GetFromJsonAsync<JsonElement>("/admin/sessions", TestContext.Current.CancellationToken)).EnumerateArray());
    }

    [Fact]
    public async Task Canary_OnAnEndpointThatCallsUse_AsksNothing()
    {
        var (provider, placement, canary) = Agent();
        await canary.AskAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (await SessionsAsync(_near), await SessionsAsync(_far)));
        Assert.All(placement.Report(), known => Assert.Equal(EndpointState.Healthy, known.State));

        // A minute with a call every ten seconds: the nearest is known from them, the other is asked twice.
        for (var second = 10; second <= 60; second += 10)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await ConnectedToAsync(provider);
            await canary.AskAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal((1 + 6, 1 + 2), (await SessionsAsync(_near), await SessionsAsync(_far)));
    }

    [Theory]
    [InlineData("http://near.test/v1", "near", "", "Endpoints__0__Url")]
    [InlineData("wss://near.test/v1", "", "", "Endpoints__0__Name")]
    [InlineData("wss://near.test/v1", "near", "moon", "DataResidency")]
    public void Validate_WrongSetting_NamesIt(string url, string name, string residency, string setting)
    {
        var options = new RealtimeOptions { ApiKey = "key", DataResidency = residency };
        options.Endpoints.Add(new EndpointOptions { Name = name, Url = new Uri(url) });

        Assert.Contains(setting, new ValidateRealtimeOptions().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    private (OpenAIRealtimeProvider Provider, ProviderPlacement Placement, ProviderCanary Canary) Agent(int budgetMs = 3000, string residency = "")
    {
        var settings = new RealtimeOptions { ApiKey = EmulatorHost.Key, DataResidency = residency };
        settings.Endpoints.Add(new EndpointOptions { Name = "near", Url = Address(_near), BudgetMs = budgetMs });
        settings.Endpoints.Add(new EndpointOptions { Name = "far", Url = Address(_far), BudgetMs = budgetMs });
        var options = Options.Create(settings);
        var placement = new ProviderPlacement(options, _time);
        var provider = new OpenAIRealtimeProvider(options, placement, _time, NullLogger<OpenAIRealtimeProvider>.Instance);
        return (provider, placement, new ProviderCanary(placement, provider, options, _time, NullLogger<ProviderCanary>.Instance));
    }

    private static Uri Address(EmulatorHost emulator) => new UriBuilder(emulator.Address) { Scheme = "ws", Path = "/v1/realtime" }.Uri;

    private static async Task<string> ConnectedToAsync(OpenAIRealtimeProvider provider)
    {
        await using var session = await provider.ConnectAsync(s_config, [], TestContext.Current.CancellationToken);
        return session.Endpoint.Name;
    }

    private static async Task ArmAsync(EmulatorHost emulator, object fault) =>
        (await emulator.Http.PostAsJsonAsync("/admin/faults", fault, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode().Dispose();

    private static async Task<int> LeftAsync(EmulatorHost emulator) =>
        Assert.Single((await emulator.Http.GetFromJsonAsync<JsonElement>("/admin/faults", TestContext.Current.CancellationToken)).EnumerateArray()).GetProperty("left").GetInt32();

    private static async Task<int> SessionsAsync(EmulatorHost emulator) =>
        (await emulator.Http.GetFromJsonAsync<JsonElement>("/admin/sessions", TestContext.Current.CancellationToken)).GetArrayLength();
}
