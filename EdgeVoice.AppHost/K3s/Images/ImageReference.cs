namespace EdgeVoice.AppHost.K3s.Images;

/// <summary>An image by tag, and by digest once the lock file names it.</summary>
/// <param name="Repository">With registry.</param>
/// <param name="Tag">Never <c>latest</c>.</param>
/// <param name="Digest"><c>sha256:…</c> of the multi-architecture index; nothing while it is not locked.</param>
internal sealed record ImageReference(string Repository, string Tag, string? Digest)
{
    public override string ToString() => Digest is null ? $"{Repository}:{Tag}" : $"{Repository}:{Tag}@{Digest}";
}
