namespace EdgeVoice.Bench.Truth;

/// <summary>What one of the calls is like.</summary>
/// <param name="Place">Where the caller is; the edge steers to the region.</param>
/// <param name="Persona">The concierge books with tools and tells a story that the caller cuts off; the others only answer.</param>
/// <param name="SlowProvider">The provider takes its time once.</param>
/// <param name="Fault">What breaks in the middle of it, by its name in the drill; null for nothing.</param>
internal sealed record PlannedCall(string Place, string Persona, bool SlowProvider, string? Fault)
{
    public const string Concierge = "concierge";

    private static readonly string[] s_places = ["new-york", "seattle", "frankfurt", "sao-paulo", "london", "san-francisco", "singapore"];

    public static PlannedCall Of(int number) => new(
        s_places[number % s_places.Length],
        number % 3 == 1 ? "echo" : Concierge,
        SlowProvider: number % 5 == 4,
        (number % 10) switch
        {
            3 => "provider-lost",
            6 => "agent-killed",
            8 => "region-killed",
            _ => null,
        });
}
