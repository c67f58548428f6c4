namespace EdgeVoice.AppHost.K3s.Images;

/// <summary>One entry of the lock file.</summary>
internal sealed record LockedImage(string? Repository, string? Tag, string? Digest);
