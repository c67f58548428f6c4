namespace EdgeVoice.Gateway.Calls;

/// <summary>Everything a caller needs to join its room, and to ask for another one if that is lost.</summary>
internal sealed record CallResponse(
    string CallId, string Room, string Url, string Token, string Identity, string Region, DateTimeOffset ExpiresAt, int Generation, string ResumeToken);
