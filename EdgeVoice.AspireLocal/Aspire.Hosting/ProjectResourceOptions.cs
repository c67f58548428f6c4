namespace Aspire.Hosting;

/// <summary>How a project joins the model.</summary>
public class ProjectResourceOptions
{
    /// <summary>Profile of the project's launchSettings.json; the first one with <c>commandName</c> Project unless given.</summary>
    public string? LaunchProfileName { get; set; }

    public bool ExcludeLaunchProfile { get; set; }
}
