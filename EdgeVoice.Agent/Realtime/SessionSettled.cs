namespace EdgeVoice.Agent.Realtime;

/// <summary>The provider has taken in a change of the session.</summary>
internal sealed record SessionSettled : RealtimeEvent;
