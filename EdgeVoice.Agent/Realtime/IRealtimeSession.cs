using System.Threading.Channels;
using EdgeVoice.Agent.Realtime.Placement;

namespace EdgeVoice.Agent.Realtime;

/// <summary>
/// One live conversation with a model. Calls never block: they queue what is to be sent, and a session that can no
/// longer send says so once with <see cref="SessionLost"/>, its last event.
/// </summary>
internal interface IRealtimeSession : IAsyncDisposable
{
    string Id { get; }

    ProviderEndpoint Endpoint { get; }

    ChannelReader<RealtimeEvent> Events { get; }

    /// <summary>Length in ms of the caller audio appended so far: the provider's input clock.</summary>
    long AppendedMs { get; }

    /// <param name="pcm">24 kHz mono signed 16-bit samples, little endian.</param>
    void AppendAudio(ReadOnlySpan<short> pcm);

    /// <summary>What has been appended is all that the caller says now, whatever the turn detection thinks.</summary>
    void CommitInput();

    /// <param name="instructions">Instructions for this response only, or null for the session's.</param>
    void CreateResponse(string? instructions);

    void CancelResponse(string responseId);

    /// <summary>Cuts the assistant item at what the caller heard; an item of which nothing was heard is removed.</summary>
    void Truncate(string itemId, int heardMs);

    void AddItem(ConversationItem item);

    /// <summary>Asks something that costs the provider nothing; its answer comes as <see cref="RoundTripMeasured"/>. Does nothing while one is on its way.</summary>
    void MeasureRoundTrip();
}
