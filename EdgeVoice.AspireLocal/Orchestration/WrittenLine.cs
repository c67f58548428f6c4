using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Orchestration;

/// <summary>A line and when it was written.</summary>
internal readonly record struct WrittenLine(LogLine Line, DateTimeOffset At);
