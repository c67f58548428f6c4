namespace EdgeVoice.Gateway.Slots;

/// <summary>What became of a request to LiveKit that makes a room.</summary>
internal enum OpeningEnd
{
    Answered,

    /// <summary>Nobody waits for its answer any more: it may make the room all the same.</summary>
    GivenUp,

    /// <summary>Nobody listened there.</summary>
    NotSent,
}
