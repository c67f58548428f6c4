namespace EdgeVoice.RealtimeEmulator.Sessions;

internal sealed record SessionEvent(DateTimeOffset At, string From, string Type);
