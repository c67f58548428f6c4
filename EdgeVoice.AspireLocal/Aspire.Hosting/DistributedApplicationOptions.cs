namespace Aspire.Hosting;

/// <summary>How a builder is made.</summary>
public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>Name of the AppHost's assembly; the entry assembly unless given.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Folder of the AppHost's project; from the assembly's metadata unless given.</summary>
    public string? ProjectDirectory { get; set; }
}
