namespace EdgeVoice.Gateway.LiveKit;

/// <summary>A token as handed to the caller.</summary>
internal sealed record CallToken(string Value, string Identity, DateTimeOffset ExpiresAt);
