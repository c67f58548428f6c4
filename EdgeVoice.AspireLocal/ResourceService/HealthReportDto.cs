namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>What one health check says.</summary>
internal sealed record HealthReportDto(string Name, string? Status, string? Description);
