namespace EdgeVoice.Gateway.Resume;

/// <summary>A wish to take over a call.</summary>
/// <param name="CallId">The call.</param>
/// <param name="From">The generation that is left behind.</param>
/// <param name="Room">The room that is kept, when an agent is replaced in place; nothing for a room named after the new generation.</param>
/// <param name="Attempt">The taker's own id of it; two with the same one take no two generations.</param>
/// <param name="Reason">Why.</param>
/// <param name="Joined">The youngest grant whose token was used here; Postgres may not have heard of it yet. 0 when there is none.</param>
internal sealed record GenerationTaking(string CallId, int From, string? Room, Guid Attempt, string Reason, int Joined = 0);
