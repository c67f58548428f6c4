using System.Threading.RateLimiting;
using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Telemetry;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Features;

internal static class RateLimitFeature
{
    public const string CallsPolicy = "calls";

    public static void AddCallRateLimit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ClientPartition>();
        builder.Services.AddRateLimiter(limiter => limiter.OnRejected = RefuseAsync);
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<GatewayOptions>>((limiter, options) =>
            limiter.AddPolicy(CallsPolicy, context => RateLimitPartition.GetTokenBucketLimiter(
                context.RequestServices.GetRequiredService<ClientPartition>().Of(context), _ => Bucket(options.Value.RateLimit))));
    }

    private static TokenBucketRateLimiterOptions Bucket(RateLimitOptions options) => new()
    {
        TokenLimit = options.Burst,
        TokensPerPeriod = options.PerSecond,
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
