namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>Where a running AppHost is reached, and the key that proves the right to.</summary>
internal sealed record ServiceAddress(string Url, string ApiKey, int ProcessId);
