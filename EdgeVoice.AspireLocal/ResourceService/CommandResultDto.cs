namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>How a command ended.</summary>
internal sealed record CommandResultDto(bool Success, string? Message);
