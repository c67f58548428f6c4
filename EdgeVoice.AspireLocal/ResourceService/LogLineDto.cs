namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>A line that a resource wrote.</summary>
internal sealed record LogLineDto(DateTimeOffset At, bool IsError, string Line);
