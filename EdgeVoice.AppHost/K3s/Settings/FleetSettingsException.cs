namespace EdgeVoice.AppHost.K3s.Settings;

/// <summary>Settings that describe no fleet; carries every error, not the first.</summary>
internal sealed class FleetSettingsException(IReadOnlyList<SettingError> errors)
    : DistributedApplicationException($"The fleet's settings are wrong; nothing was written.{string.Concat(errors.Select(error => $"\n  {error}"))}")
{
    public IReadOnlyList<SettingError> Errors { get; } = errors;
}
