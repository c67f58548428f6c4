namespace EdgeVoice.Dashboard.Turns;

/// <summary>Measured in the turn; null where nothing was measured.</summary>
/// <param name="ProviderRttMs">There and back on the provider's socket.</param>
/// <param name="MediaPathMs">What sound needs from the caller to the agent and back to the caller's ear, jitter buffers and all.</param>
/// <param name="CallerRttMs">There and back between the agent and the LiveKit server.</param>
/// <param name="CallerJitterMs">Of the caller's packets.</param>
/// <param name="CallerLossPercent">Of the caller's packets.</param>
internal sealed record Network(double? ProviderRttMs, double? MediaPathMs, double? CallerRttMs, double? CallerJitterMs, double? CallerLossPercent)
{
    public static readonly Network Unknown = new(null, null, null, null, null);
}
