namespace EdgeVoice.Agent.LiveKit;

/// <summary>How to join a room.</summary>
internal sealed record RoomConnectOptions
{
    /// <summary>Receive every track that is published.</summary>
    public bool AutoSubscribe { get; init; } = true;

    /// <summary>Topics whose text streams are read, each whole in memory; streams of all others, and all byte streams, are dropped as they open.</summary>
    public IReadOnlyCollection<string> TextTopics { get; init; } = [];

    /// <summary>Further attempts after a failed first one.</summary>
    public int JoinRetries { get; init; } = 3;

    /// <summary>The limit for one attempt.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One peer connection for both directions, where the server has it; null leaves the choice to the core.</summary>
    public bool? SinglePeerConnection { get; init; }
}
