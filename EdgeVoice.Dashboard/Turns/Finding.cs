namespace EdgeVoice.Dashboard.Turns;

/// <summary>Something about a turn that cannot be true, or that is missing.</summary>
/// <param name="Kind">One of <see cref="FindingKinds"/>.</param>
internal sealed record Finding(string Kind, string Subject, string Text);
