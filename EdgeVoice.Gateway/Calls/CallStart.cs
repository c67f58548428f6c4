using EdgeVoice.Gateway.Admission;
using EdgeVoice.Gateway.LiveKit;
using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Gateway.Calls;

/// <summary>A call, or its next generation, that is about to be let in.</summary>
/// <param name="Room">The call and the generation.</param>
/// <param name="Request">Whom the caller wants to speak with.</param>
/// <param name="StartedAt">When the first generation was asked for.</param>
/// <param name="Place">Where the caller is.</param>
/// <param name="Owner">Whom it counts for.</param>
/// <param name="Resume">The conversation goes on instead of beginning.</param>
/// <param name="HadCaller">Somebody is known to have come to it.</param>
internal sealed record CallStart(CallRoom Room, CallRequest Request, DateTimeOffset StartedAt, CallerPlace Place, CallOwner Owner, bool Resume, bool HadCaller = false)
{
    /// <summary>What the agent is told.</summary>
    public CallMetadata MetadataIn(string region) => new(Room.CallId, Request.Persona, region, Request.Locale, Room.Generation, Resume, StartedAt);
}
