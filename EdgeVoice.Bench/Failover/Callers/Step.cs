namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>What a caller does next.</summary>
internal abstract record Step
{
    /// <summary>Asks the call's own region what it knows, after a while, or at once when it is heard again.</summary>
    public sealed record Ask(int AfterMs) : Step;

    public sealed record Resume(Grant Grant, int Attempt, int AfterMs) : Step;

    public sealed record Join(Grant Grant) : Step;

    public sealed record Stay : Step;

    /// <param name="Code">As the call page names it.</param>
    public sealed record End(string Code) : Step;
}
