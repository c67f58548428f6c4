namespace EdgeVoice.Dashboard.Turns;

internal static class FindingKinds
{
    public const string NegativePhase = "negative_phase";
    public const string Overlap = "overlap";
    public const string MissingMark = "missing_mark";
    public const string DroppedSpan = "dropped_span";
    public const string Mismatch = "mismatch";
    public const string Clock = "clock";
    public const string Unfinished = "unfinished";
}
