namespace EdgeVoice.Bench.Hosting;

/// <summary>A resource of the AppHost, as its resource service shows it; what the bench needs of it.</summary>
internal sealed record ResourceView(string Name, string? State, string? Health, IReadOnlyList<ResourceView.Link> Urls, IReadOnlyDictionary<string, string?> Properties)
{
    public bool IsUp => State == "Running" && Health == "healthy";

    /// <summary>Has an address: parameters are resources as well.</summary>
    public bool IsServed => Urls.Any(link => link.Name == "http");

    internal sealed record Link(string? Name, string Url);
}
