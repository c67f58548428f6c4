namespace EdgeVoice.AppHost.K3s;

/// <summary>A file of a published fleet.</summary>
/// <param name="Path">Relative to the output folder, with forward slashes.</param>
/// <param name="Content">Text with LF line ends and one at the end.</param>
internal sealed record PublishedFile(string Path, string Content);
