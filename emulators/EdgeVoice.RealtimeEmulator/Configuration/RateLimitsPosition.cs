namespace EdgeVoice.RealtimeEmulator.Configuration;

/// <summary>Where <c>rate_limits.updated</c> stands: the schema says at the start of a response, the guide at its end.</summary>
internal enum RateLimitsPosition
{
    End,
    Start,
    None,
}
