namespace EdgeVoice.Dashboard.Api;

internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, int Total);
