namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>An address of a resource.</summary>
internal sealed record UrlDto(string? Name, string Url);
