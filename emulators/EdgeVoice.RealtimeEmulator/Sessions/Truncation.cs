namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>A <c>conversation.item.truncate</c> beside what had really been sent.</summary>
internal sealed record Truncation(string ItemId, int AudioEndMs, double SentMs, bool Accepted);
