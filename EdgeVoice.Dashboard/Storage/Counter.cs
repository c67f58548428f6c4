namespace EdgeVoice.Dashboard.Storage;

/// <summary>How much of a kind is kept, and what had to go. The type <c>Count</c> of the API.</summary>
internal sealed record Counter(long Now, long Limit, long Dropped);
