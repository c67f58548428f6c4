namespace EdgeVoice.Gateway.LiveKit;

/// <summary>A token as handed to the caller.</summary>
/// <param name="Value">The token itself.</param>
/// <param name="Id">Our one-use id in it.</param>
/// <param name="Identity">Who the caller is in the room.</param>
/// <param name="ExpiresAt">Until when the caller may join.</param>
internal sealed record CallToken(string Value, string Id, string Identity, DateTimeOffset ExpiresAt);
