namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>A ConfigMap or Secret that a pod names, and the keys of it.</summary>
internal sealed record PodReference(string Name, IReadOnlyList<string> Keys, bool Optional);
