namespace EdgeVoice.Agent.LiveKit;

/// <summary>Where a text goes and what it says about itself.</summary>
internal sealed record TextStreamOptions(string Topic)
{
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The stream's id; null has one made.</summary>
    public string? StreamId { get; init; }

    /// <summary>In whose name the text is sent; agents may speak for another participant. Null is the sender itself.</summary>
    public string? SenderIdentity { get; init; }

    /// <summary>Who gets the text; empty is everyone in the room.</summary>
    public IReadOnlyList<string> DestinationIdentities { get; init; } = [];
}
