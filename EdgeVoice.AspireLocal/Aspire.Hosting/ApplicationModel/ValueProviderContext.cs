namespace Aspire.Hosting.ApplicationModel;

/// <summary>For whom a value is computed.</summary>
public class ValueProviderContext
{
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    public IResource? Caller { get; init; }
}
