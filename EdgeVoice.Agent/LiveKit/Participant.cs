namespace EdgeVoice.Agent.LiveKit;

/// <summary>Someone else in the room, as last heard of.</summary>
internal sealed record Participant(
    string Identity,
    string Sid,
    string Name,
    ParticipantKind Kind,
    string Metadata,
    IReadOnlyDictionary<string, string> Attributes)
{
    internal static Participant From(Wire.ParticipantInfo info) =>
        new(info.Identity, info.Sid, info.Name, (ParticipantKind)info.Kind, info.Metadata, new Dictionary<string, string>(info.Attributes));
}
