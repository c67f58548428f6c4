namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>What came of a caller's last step.</summary>
internal abstract record Sign
{
    /// <summary>The call's region told what it knows of it by its own name: <c>active</c>, <c>recovering</c>, <c>gone</c>; nothing when it does not answer.</summary>
    public sealed record Standing(string? State) : Sign;

    /// <summary>The agent answers.</summary>
    public sealed record Heard : Sign;

    public sealed record Granted(Grant Grant) : Sign;

    /// <param name="Status">HTTP status; nothing when no answer came.</param>
    /// <param name="Problem">Last part of the problem's type, if it is one.</param>
    /// <param name="RetryAfterMs">When to ask again.</param>
    public sealed record Refused(int? Status, string? Problem, double? RetryAfterMs) : Sign;

    /// <summary>The new room could not be joined, or its agent did not answer.</summary>
    public sealed record NotJoined : Sign;
}
