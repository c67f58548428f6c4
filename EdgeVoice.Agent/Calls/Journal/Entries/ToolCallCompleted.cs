namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>The tool answered; the status is <c>ok</c> or <c>error</c>.</summary>
internal sealed record ToolCallCompleted(
    string CallId,
    DateTimeOffset At,
    string ToolCallId,
    string Status,
    string Result) : JournalEntry(CallId, At)
{
    public const string Ok = "ok";

    public const string Error = "error";
}
