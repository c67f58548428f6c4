using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

internal sealed record TurnDetail : TurnRow
{
    public required double OffsetMs { get; init; }

    public required IReadOnlyList<MarkRow> Marks { get; init; }

    public required Transcript? Transcript { get; init; }

    public required string Content { get; init; }

    public required IReadOnlyList<ToolCallRow> ToolCalls { get; init; }

    public required double? GeneratedMs { get; init; }

    public required double? HeardMs { get; init; }

    public required Network Network { get; init; }

    public required IReadOnlyList<SpanRow> Spans { get; init; }

    public required IReadOnlyList<Cause> Causes { get; init; }
}
