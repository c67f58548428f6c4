namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command looks at to know whether it can be run.</summary>
public sealed class UpdateCommandStateContext
{
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    public required IServiceProvider Services { get; init; }
}
