namespace EdgeVoice.Gateway.Resume;

/// <summary>A wish to take over a call.</summary>
/// <param name="CallId">The call.</param>
/// <param name="From">The generation that is left behind.</param>
/// <param name="Room">The room that is kept, when an agent is replaced in place; nothing for a room named after the new generation.</param>
/// <param name="Attempt">Whoever asks again with the same one gets the same generation.</param>
/// <param name="Reason">Why.</param>
internal sealed record GenerationTaking(string CallId, int From, string? Room, Guid Attempt, string Reason);
