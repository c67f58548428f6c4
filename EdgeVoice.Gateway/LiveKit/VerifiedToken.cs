namespace EdgeVoice.Gateway.LiveKit;

/// <summary>What a token with a valid signature of ours says.</summary>
/// <param name="Room">The one room it opens.</param>
/// <param name="Identity">The participant it names.</param>
/// <param name="TokenId">The gateway's one-use id; null when LiveKit wrote the token.</param>
/// <param name="Expired">Its time is over.</param>
internal sealed record VerifiedToken(string Room, string Identity, string? TokenId, bool Expired);
