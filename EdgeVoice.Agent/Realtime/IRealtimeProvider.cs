namespace EdgeVoice.Agent.Realtime;

/// <summary>The seam to a speech-to-speech model. Nothing outside an adapter knows a wire event's name.</summary>
internal interface IRealtimeProvider
{
    /// <summary>Name as in <c>gen_ai.provider.name</c>, for example <c>openai</c>.</summary>
    string Name { get; }

    /// <summary>Model the sessions use, as in <c>gen_ai.request.model</c>.</summary>
    string Model { get; }

    /// <summary>Host and port of the service, for span attributes.</summary>
    Uri Endpoint { get; }

    /// <summary>
    /// Opens a session, applies the configuration and replays the history. Completes when the session accepts audio.
    /// </summary>
    /// <exception cref="RealtimeConnectException">The provider refused, or did not answer in time.</exception>
    Task<IRealtimeSession> ConnectAsync(RealtimeSessionConfig config, IReadOnlyList<ConversationItem> history, CancellationToken cancellationToken);
}
