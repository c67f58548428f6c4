using System.Globalization;
using System.Text.Json;

namespace EdgeVoice.Bench.Effects;

/// <summary>What the caller of one call wishes for. Each of an agent's calls has an hour of its own: bookings of one hour wait for each other.</summary>
internal sealed record Booking(string CallId, string Time)
{
    public const string Tool = "book_table";

    // Opening hours, a quarter each.
    public const int Most = 40;

    private const int FirstHour = 10;
    private const int QuartersPerHour = 4;
    private const int MinutesPerQuarter = 15;

    /// <summary>As the model writes it first.</summary>
    public string Wish => JsonSerializer.Serialize(new { time = Time, guests = 2, name = "Miller" });

    /// <summary>The same, as another session of the model writes it.</summary>
    public string SameWish => $$"""{ "name": "Miller", "guests": 2, "time": "{{Time}}" }""";

    public static Booking Of(string callId, int index) => new(
        callId, string.Create(CultureInfo.InvariantCulture, $"{FirstHour + (index / QuartersPerHour):00}:{index % QuartersPerHour * MinutesPerQuarter:00}"));
}
