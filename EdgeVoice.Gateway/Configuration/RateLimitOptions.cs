namespace EdgeVoice.Gateway.Configuration;

/// <summary>Token bucket per client for <c>POST /api/calls</c>, section <c>Gateway:RateLimit</c>.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Calls a client may ask for at once.</summary>
    public int Burst { get; set; } = 30;

    /// <summary>Calls per second a client may ask for in the long run.</summary>
    public int PerSecond { get; set; } = 1;
}
