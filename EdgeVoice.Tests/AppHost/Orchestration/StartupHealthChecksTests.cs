using EdgeVoice.AppHost.Orchestration;
using EdgeVoice.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVoice.Tests.AppHost.Orchestration;

public sealed class StartupHealthChecksTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new();
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

        var report = await ReportAsync(Service());

        Assert.Equal((HealthStatus.Unhealthy, "no disk"), (report.Status, report.Entries["part"].Description));
        Assert.InRange(_asked, 2, 26);
    }

    private async Task<HealthStatus> AskAsync(HealthCheckService service) => (await ReportAsync(service)).Status;

    private async Task<HealthReport> ReportAsync(HealthCheckService service)
    {
        var report = service.CheckHealthAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync("an answer", () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(200));
            return report.IsCompleted;
        }, s_limit);
        return await report;
    }

    private HealthCheckService Service()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_time);
        services.AddHealthChecks().AddCheck("part", () => _answer(++_asked));
        services.AskOftenAtStartup();
        return services.BuildServiceProvider().GetRequiredService<HealthCheckService>();
    }
}
