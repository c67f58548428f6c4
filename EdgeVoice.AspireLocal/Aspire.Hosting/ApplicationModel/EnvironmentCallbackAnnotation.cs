namespace Aspire.Hosting.ApplicationModel;

/// <summary>Sets environment variables when they are asked for.</summary>
public class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<EnvironmentCallbackContext, Task> Callback { get; } = callback;
}
