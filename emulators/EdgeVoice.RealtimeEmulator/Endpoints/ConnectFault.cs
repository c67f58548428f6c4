using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Protocol;

namespace EdgeVoice.RealtimeEmulator.Endpoints;

/// <summary>The faults that strike before the upgrade.</summary>
internal static class ConnectFault
{
    public static async Task<IResult> MeetAsync(Fault fault, HttpContext context)
    {
        switch (fault.Kind)
        {
            case FaultKinds.Connect401:
                return ProviderError.InvalidApiKey();
            case FaultKinds.Connect429:
                context.Response.Headers.RetryAfter = "1";
                return ProviderError.Json(StatusCodes.Status429TooManyRequests, "Rate limit reached for requests. Try again in 1s.", "requests", ErrorCodes.RateLimitExceeded);
            case FaultKinds.Connect503:
                return ProviderError.Json(StatusCodes.Status503ServiceUnavailable, "The service is overloaded.", ErrorCodes.ServerError, null);
            default:
                await HangAsync(fault, context);
                return Results.Empty;
        }
    }

    private static async Task HangAsync(Fault fault, HttpContext context)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(fault.DurationMs is { } length ? TimeSpan.FromMilliseconds(length) : Timeout.InfiniteTimeSpan, time, ends.Token);
        }
        catch (OperationCanceledException)
        {
            // The client gave up or the emulator stops.
        }

        context.Abort();
    }
}
