namespace EdgeVoice.CloudflareEmulator.Monitoring;

/// <summary>One probe of one origin.</summary>
/// <param name="Ok">Whether it counts as healthy.</param>
/// <param name="Reason">What it said, in words.</param>
/// <param name="Took">Time until the answer or the failure.</param>
internal sealed record ProbeResult(DateTimeOffset At, bool Ok, string Reason, TimeSpan Took);
