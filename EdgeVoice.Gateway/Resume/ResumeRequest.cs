namespace EdgeVoice.Gateway.Resume;

/// <summary>Body of <c>POST /api/calls/{id}/resume</c>, checked.</summary>
/// <param name="ResumeToken">The call's secret.</param>
/// <param name="Attempt">The caller's own id of this loss: asked again with the same one, it gets the same generation.</param>
/// <param name="Reason">Why the caller moves, for the record.</param>
internal sealed record ResumeRequest(string ResumeToken, Guid Attempt, string Reason);
