namespace EdgeVoice.Distances;

/// <summary>A round-trip time and where the figure comes from.</summary>
/// <param name="Ms">Milliseconds.</param>
/// <param name="Source">Name of an entry in the file's <c>sources</c>.</param>
public sealed record RoundTrip(int Ms, string Source);
