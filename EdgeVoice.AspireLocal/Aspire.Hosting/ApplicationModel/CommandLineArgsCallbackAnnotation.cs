namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds command line arguments when they are asked for.</summary>
public class CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<CommandLineArgsCallbackContext, Task> Callback { get; } = callback;
}
