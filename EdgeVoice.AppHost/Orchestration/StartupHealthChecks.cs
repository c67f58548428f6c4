using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeVoice.AppHost.Orchestration;

/// <summary>
/// Aspire asks a resource that is not healthy again after 1, 2, 3, 4, 5 s, and whatever waits for it waits for the question too. Until it is healthy for
/// the first time each question is therefore asked several times a second, and answered when it is, or after a while.
/// </summary>
internal static class StartupHealthChecks
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    // Then the report, with what is wrong, is due.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public static void AskOftenAtStartup(this IServiceCollection services) => services.AddOptions<HealthCheckServiceOptions>().PostConfigure<TimeProvider>((options, time) =>
    {
        foreach (var registration in options.Registrations)
        {
            var (ask, seen) = (registration.Factory, new Seen());
            registration.Factory = provider => new Check(ask(provider), seen, time);
        }
    });

    private sealed class Seen
    {
        public volatile bool Healthy;
    }

    private sealed class Check(IHealthCheck inner, Seen seen, TimeProvider time) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var began = time.GetTimestamp();
            while (true)
            {
                try
                {
                    var result = await inner.CheckHealthAsync(context, cancellationToken);
                    seen.Healthy |= result.Status == HealthStatus.Healthy;
                    if (seen.Healthy || time.GetElapsedTime(began) >= s_patience)
                    {
                        return result;
                    }
                }
                catch (Exception) when (!cancellationToken.IsCancellationRequested && !seen.Healthy && time.GetElapsedTime(began) < s_patience)
                {
                    // As unhealthy as any other answer.
                }

                await Task.Delay(s_pause, time, cancellationToken);
            }
        }
    }
}
