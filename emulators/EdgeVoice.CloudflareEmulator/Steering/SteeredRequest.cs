namespace EdgeVoice.CloudflareEmulator.Steering;

/// <summary>A request to the public name. Its path is kept without the query, which may hold a token.</summary>
/// <param name="Pool">Pool that answered; nothing when none could be reached.</param>
/// <param name="FailedOver">Pools that were tried before it and could not be reached.</param>
internal sealed record SteeredRequest(
    DateTimeOffset At,
    string Ray,
    string Method,
    string Path,
    string Place,
    string Area,
    string? Pool,
    int Status,
    string Reason,
    IReadOnlyList<Candidate> Candidates,
    IReadOnlyList<string> FailedOver);
