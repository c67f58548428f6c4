namespace EdgeVoice.Agent.Audio;

/// <summary>How far an item has been heard.</summary>
/// <param name="HeardMs">Audio that left the sink.</param>
/// <param name="ReceivedMs">Audio that the provider has sent.</param>
internal readonly record struct PlayoutPosition(string ItemId, int HeardMs, int ReceivedMs);
