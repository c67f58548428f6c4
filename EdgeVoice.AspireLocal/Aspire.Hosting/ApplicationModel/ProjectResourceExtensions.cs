namespace Aspire.Hosting.ApplicationModel;

/// <summary>Reads what is known of a project.</summary>
public static class ProjectResourceExtensions
{
    /// <exception cref="InvalidOperationException">The resource was not added by <c>AddProject</c>.</exception>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource) =>
        projectResource.Annotations.OfType<IProjectMetadata>().Single();
}
