using EdgeVoice.RealtimeEmulator.Sessions;

namespace EdgeVoice.RealtimeEmulator.Admin;

/// <summary>What the admin endpoints show of a session.</summary>
internal static class SessionView
{
    public static object Of(RealtimeSession session)
    {
        lock (session.Gate)
        {
            return new
            {
                id = session.Id,
                model = session.Config.Model,
                scenario = session.Scenario.Match,
                startedAt = session.StartedAt,
                endedAt = session.EndedAt,
                endReason = session.EndedAt is null ? null : session.Journal.EndReason,
                ageMs = (long)((session.EndedAt ?? session.Time.GetUtcNow()) - session.StartedAt).TotalMilliseconds,
                audioReceivedMs = Math.Round(session.Input.ReceivedMs, 3),
                audioSentMs = session.Journal.SentMs.ToDictionary(entry => entry.Key, entry => Math.Round(entry.Value, 3)),
                truncations = session.Journal.Truncations.ToArray(),
                lastEvents = session.Journal.Events.ToArray(),
            };
        }
    }

    public static object ItemsOf(RealtimeSession session)
    {
        lock (session.Gate)
        {
            return session.Conversation.Items.Select(item => new
            {
                item = item.ToJson(),
                fullText = item.FullText,
                sentMs = Math.Round(session.Journal.SentMs.GetValueOrDefault(item.Id), 3),
                truncated = item.Truncated,
                keptMs = Math.Round(item.SentMs, 3),
                audioMs = Math.Round(item.AudioMs, 3),
                speechMs = Math.Round(item.SpeechMs, 3),
            }).ToArray();
        }
    }
}
