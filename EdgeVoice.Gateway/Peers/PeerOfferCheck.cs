using EdgeVoice.Gateway.Calls;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Gateway.Peers;

/// <summary>A caller is sent only where the settings say that the peer is.</summary>
internal static class PeerOfferCheck
{
    private const int MaxToken = 8 * 1024;

    /// <returns>What is wrong with the offer; null when it may be passed on.</returns>
    public static string? Error(CallResponse offer, PeerOptions peer, string? callId)
    {
        // Every property may be null in spite of its type: this was read from another machine.
        if (string.IsNullOrEmpty(offer.Token) || offer.Token.Length > MaxToken || string.IsNullOrEmpty(offer.ResumeToken) || string.IsNullOrEmpty(offer.Identity))
        {
            return "a token is missing";
        }

        if (offer.Region != peer.Region)
        {
            return "it is for another region";
        }

        if (!ServiceUrl.IsValid(offer.Url) || ServiceUrl.ToWebSocketOrigin(new Uri(offer.Url)) != ServiceUrl.ToWebSocketOrigin(new Uri(peer.Url)))
        {
            return "its address is not the peer's";
        }

        var room = offer.Room is null ? null : CallRoom.Parse(offer.Room);
        return room is null || room.Value.CallId != offer.CallId || room.Value.Generation != offer.Generation || (callId is not null && callId != offer.CallId)
            ? "it is for another call"
            : null;
    }
}
