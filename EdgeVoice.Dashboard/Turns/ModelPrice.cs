namespace EdgeVoice.Dashboard.Turns;

/// <summary>US dollars per million tokens.</summary>
internal sealed record ModelPrice(double TextIn, double TextOut, double AudioIn, double AudioOut, double CachedIn);
