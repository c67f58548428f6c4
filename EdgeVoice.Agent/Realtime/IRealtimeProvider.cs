using EdgeVoice.Agent.Realtime.Placement;

namespace EdgeVoice.Agent.Realtime;

/// <summary>The seam to a speech-to-speech model. Nothing outside an adapter knows a wire event's name.</summary>
internal interface IRealtimeProvider
{
    /// <summary>Name as in <c>gen_ai.provider.name</c>, for example <c>openai</c>.</summary>
    string Name { get; }

    /// <summary>Model the sessions use, as in <c>gen_ai.request.model</c>.</summary>
    string Model { get; }

    /// <summary>Where the next session is opened first.</summary>
    ProviderEndpoint Endpoint { get; }

    /// <summary>
    /// Opens a session, applies the configuration and replays the history. Completes when the session accepts audio.
    /// </summary>
    /// <exception cref="RealtimeConnectException">The provider refused, or did not answer in time.</exception>
    Task<IRealtimeSession> ConnectAsync(RealtimeSessionConfig config, IReadOnlyList<ConversationItem> history, CancellationToken cancellationToken);

    /// <summary>Opens a session at the endpoint and closes it again. Returns the handshake's time.</summary>
    /// <exception cref="RealtimeConnectException">The provider refused, or did not answer in time.</exception>
    Task<TimeSpan> ProbeAsync(ProviderEndpoint endpoint, CancellationToken cancellationToken);
}
