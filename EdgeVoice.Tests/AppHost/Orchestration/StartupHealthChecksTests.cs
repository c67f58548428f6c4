using EdgeVoice.AppHost.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.Tests.AppHost.Orchestration;

public sealed class StartupHealthChecksTests
{
    private int _asked;
    private Func<int, HealthCheckResult> _answer = _ => HealthCheckResult.Healthy();

    [Fact]
    public async Task Check_StartingUp_OneQuestionIsAnsweredWhenItIsHealthy()
    {
        _answer = asked => asked switch
        {
            1 => HealthCheckResult.Unhealthy("starting"),
            2 => throw new HttpRequestException("nobody listens"),
            _ => HealthCheckResult.Healthy(),
        };

        Assert.Equal((HealthStatus.Healthy, 3), (await AskAsync(Service()), _asked));
    }

    [Fact]
    public async Task Check_FallsIllLater_IsToldAtOnce()
    {
        var service = Service();
        Assert.Equal(HealthStatus.Healthy, await AskAsync(service));
        _answer = _ => HealthCheckResult.Unhealthy("ill");

        Assert.Equal((HealthStatus.Unhealthy, 2), (await AskAsync(service), _asked));
    }

    [Fact]
    public async Task Check_NeverHealthy_IsToldWithItsReason()
    {
        _answer = _ => HealthCheckResult.Unhealthy("no disk");

        var report = await Service().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HealthStatus.Unhealthy, "no disk"), (report.Status, report.Entries["part"].Description));
        Assert.InRange(_asked, 2, 26);
    }

    private static async Task<HealthStatus> AskAsync(HealthCheckService service) => (await service.CheckHealthAsync(TestContext.Current.CancellationToken)).Status;

    private HealthCheckService Service()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddHealthChecks().AddCheck("part", () => _answer(++_asked));
        services.AskOftenAtStartup();
        return services.BuildServiceProvider().GetRequiredService<HealthCheckService>();
    }
}
