namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>Something that can be done to a resource.</summary>
/// <param name="Confirmation">What to ask a person first.</param>
/// <param name="State"><c>enabled</c> or <c>disabled</c>.</param>
internal sealed record CommandDto(string Name, string DisplayName, string? Description, string? Confirmation, string State);
