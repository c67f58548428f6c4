using System.Threading.RateLimiting;
using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Telemetry;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Features;

internal static class RateLimitFeature
{
    public const string CallsPolicy = "calls";
    public const string ResumePolicy = "resume";

    // A caller tries several times a second while its call is cut off, and never for long.
    private const int ResumeFactor = 10;

    public static void AddCallRateLimit(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(limiter => limiter.OnRejected = RefuseAsync);
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<GatewayOptions>>((limiter, options) =>
        {
            AddPolicy(limiter, CallsPolicy, options.Value.RateLimit, 1);
            AddPolicy(limiter, ResumePolicy, options.Value.RateLimit, ResumeFactor);
        });
    }

    private static void AddPolicy(RateLimiterOptions limiter, string policy, RateLimitOptions options, int factor) =>
        limiter.AddPolicy(policy, context => RateLimitPartition.GetTokenBucketLimiter(
            ClientAddresses.ClientOf(ClientAddresses.Of(context)), _ => Bucket(options, factor)));

    private static TokenBucketRateLimiterOptions Bucket(RateLimitOptions options, int factor) => new()
    {
        TokenLimit = options.Burst * factor,
        TokensPerPeriod = options.PerSecond * factor,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        rejected.HttpContext.RequestServices.GetRequiredService<GatewayTelemetry>().Refused(CallProblems.RateLimited);
        await CallProblems.TooMany(rejected.HttpContext, Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))).ExecuteAsync(rejected.HttpContext);
    }
}
