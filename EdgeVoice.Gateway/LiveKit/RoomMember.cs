namespace EdgeVoice.Gateway.LiveKit;

/// <summary>A participant as LiveKit lists it.</summary>
internal sealed record RoomMember(string Identity, bool IsAgent, IReadOnlyDictionary<string, string> Attributes);
