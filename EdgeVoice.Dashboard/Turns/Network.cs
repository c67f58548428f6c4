namespace EdgeVoice.Dashboard.Turns;

/// <summary>Measured in the turn; null where nothing was measured.</summary>
internal sealed record Network(double? ProviderRttMs, double? CallerRttMs, double? CallerJitterMs, double? CallerLossPercent)
{
    public static readonly Network Unknown = new(null, null, null, null);
}
