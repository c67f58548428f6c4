namespace EdgeVoice.Bench.Truth;

/// <summary>One thing that a caller said, and what they heard of the answer, from the caller's own recording.</summary>
/// <param name="EndedAt">Last sound of the words, when it left the caller.</param>
/// <param name="HeardAt">First sound of the answer, when it reached the caller; null when none came.</param>
internal sealed record SaidOnce(string CallId, string What, DateTimeOffset EndedAt, DateTimeOffset? HeardAt)
{
    public double? SilenceMs => (HeardAt - EndedAt)?.TotalMilliseconds;
}
