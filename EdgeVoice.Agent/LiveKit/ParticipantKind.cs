namespace EdgeVoice.Agent.LiveKit;

/// <summary>What kind of client a participant is (the server's numbers).</summary>
internal enum ParticipantKind
{
    Standard = 0,
    Ingress = 1,
    Egress = 2,
    Sip = 3,
    Agent = 4,
    Connector = 5,
    Bridge = 6,
}
