using EdgeVoice.Gateway.Admission;

namespace EdgeVoice.Gateway.Slots;

/// <summary>What a slot is asked for.</summary>
/// <param name="Call">The call and its generation.</param>
/// <param name="TokenId">Id of the one token that will open the room.</param>
/// <param name="TokenExpiresAt">Until when the slot is held for that token.</param>
/// <param name="Owner">Whom the call counts for; nothing when that is not known.</param>
/// <param name="HadCaller">Somebody is known to have come to an earlier generation of the call.</param>
internal readonly record struct SlotRequest(CallRoom Call, string TokenId, DateTimeOffset TokenExpiresAt, CallOwner? Owner = null, bool HadCaller = false);
