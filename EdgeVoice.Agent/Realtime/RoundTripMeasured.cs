namespace EdgeVoice.Agent.Realtime;

/// <summary>How long the provider took to answer something that costs it nothing: the way there and back.</summary>
internal sealed record RoundTripMeasured(TimeSpan RoundTrip) : RealtimeEvent;
