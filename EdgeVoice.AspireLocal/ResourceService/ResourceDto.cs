namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>A resource as others see it.</summary>
/// <param name="Health"><c>healthy</c>, <c>degraded</c>, <c>unhealthy</c>; nothing while it does not run or was not asked yet.</param>
internal sealed record ResourceDto(
    string Name,
    string Type,
    string? State,
    string? Health,
    IReadOnlyList<HealthReportDto> HealthReports,
    IReadOnlyList<UrlDto> Urls,
    string? Parent,
    DateTime? StartedAt,
    int? ExitCode,
    IReadOnlyDictionary<string, string?> Properties,
    IReadOnlyList<CommandDto> Commands);
