namespace EdgeVoice.AppHost.Comparison;

/// <summary>One difference between two published fleets, in words.</summary>
/// <param name="Group">A region, <c>global</c>, or <c>options/…</c>.</param>
/// <param name="Subject">What changed: an object or a file.</param>
/// <param name="Text">How.</param>
internal sealed record Change(string Group, string Subject, string Text);
