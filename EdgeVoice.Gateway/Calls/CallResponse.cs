namespace EdgeVoice.Gateway.Calls;

/// <summary>Everything a caller needs to join its room.</summary>
internal sealed record CallResponse(
    string CallId, string Room, string Url, string Token, string Identity, string Region, DateTimeOffset ExpiresAt);
