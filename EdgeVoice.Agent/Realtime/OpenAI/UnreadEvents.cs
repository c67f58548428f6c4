using EdgeVoice.Agent.Telemetry;

namespace EdgeVoice.Agent.Realtime.OpenAI;

/// <summary>Events that this build cannot use: each is counted, and each name told once a session, so that a change of the protocol is seen.</summary>
internal sealed partial class UnreadEvents(string sessionId, ILogger logger)
{
    private const int LongestName = 80;

    // A provider that makes up names must not fill the log.
    private const int MostNames = 20;

    private readonly HashSet<string> _told = [];

    public void Note(EventNotRead odd)
    {
        AgentMeter.UnreadEvent(odd.IsMalformed);
        var name = odd.Type.Length == 0 ? "(no name)" : odd.Type[..Math.Min(odd.Type.Length, LongestName)];
        if (_told.Count < MostNames && _told.Add($"{odd.IsMalformed} {name}"))
        {
            LogUnread(logger, sessionId, odd.IsMalformed ? "malformed" : "unknown", name);
        }
    }

    [LoggerMessage(EventName = "ProviderEventNotRead", Level = LogLevel.Warning, Message = "Provider session {SessionId} sends events that are not read: {Kind} {Type}")]
    private static partial void LogUnread(ILogger logger, string sessionId, string kind, string type);
}
