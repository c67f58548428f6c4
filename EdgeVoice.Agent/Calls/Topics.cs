namespace EdgeVoice.Agent.Calls;

/// <summary>Names that the agent and whoever is in the room share. Those with <c>lk.</c> are LiveKit's own.</summary>
internal static class Topics
{
    public const string Transcription = "lk.transcription";
    public const string Turn = "edgevoice.turn";
    public const string Call = "edgevoice.call";

    public const string Ping = "edgevoice.ping";
    public const string Pong = "edgevoice.pong";

    public const string SegmentId = "lk.segment_id";
    public const string TranscribedTrack = "lk.transcribed_track_id";
    public const string TranscriptionFinal = "lk.transcription_final";
    public const string AgentState = "lk.agent.state";
}
