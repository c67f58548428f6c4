namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether a command can be run now.</summary>
public enum ResourceCommandState
{
    Enabled,
    Disabled,
    Hidden,
}
