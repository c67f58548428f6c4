namespace EdgeVoice.Distances;

/// <summary>The way between two points.</summary>
/// <param name="RoundTrip">Time there and back.</param>
/// <param name="Jitter">Upper bound of what is added to a one-way delay.</param>
/// <param name="Loss">Share of packets that do not arrive.</param>
public sealed record NetworkPath(TimeSpan RoundTrip, TimeSpan Jitter, double Loss)
{
    /// <summary>No distance at all.</summary>
    public static NetworkPath None { get; } = new(TimeSpan.Zero, TimeSpan.Zero, 0);

    public bool IsNone => RoundTrip == TimeSpan.Zero;

    /// <summary>Time that the next message takes in one direction, jitter included.</summary>
    public TimeSpan OneWay() => (RoundTrip / 2) + (Jitter * Random.Shared.NextDouble());

    /// <summary>The same for a byte stream, where a lost packet shows as one more round trip: it is sent again.</summary>
    public TimeSpan OneWayOfStream() => OneWay() + (Loss > 0 && Random.Shared.NextDouble() < Loss ? RoundTrip : TimeSpan.Zero);
}
