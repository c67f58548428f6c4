namespace EdgeVoice.Agent.Audio;

/// <summary>What play-out reports to the call.</summary>
internal abstract record PlayoutEvent(string ItemId);

/// <summary>The item's first frame has gone out.</summary>
internal sealed record PlayoutStarted(string ItemId) : PlayoutEvent(ItemId);

/// <summary>The item has been heard to its end.</summary>
internal sealed record PlayoutFinished(string ItemId, int HeardMs) : PlayoutEvent(ItemId);
