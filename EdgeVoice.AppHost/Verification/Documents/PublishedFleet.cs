using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.AppHost.K3s;
using EdgeVoice.AppHost.Publication;

namespace EdgeVoice.AppHost.Verification.Documents;

/// <summary>A fleet as published: its files, and what stands in them. Reads what is there; whether it is right is the rules' affair.</summary>
internal sealed class PublishedFleet
{
    private const string Kustomization = "kustomization.yaml";

    private readonly Dictionary<string, PublishedFile> _files;
    private readonly Dictionary<string, IReadOnlyList<JsonNode>> _parsed = new(StringComparer.Ordinal);
    private readonly List<Finding> _unreadable = [];

    private PublishedFleet(IEnumerable<PublishedFile> files)
    {
        _files = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in Files)
        {
            Parse(file);
        }

        Cells = [.. Files
            .Where(file => file.Path.Count(letter => letter == '/') == 1 && file.Path.EndsWith($"/{Kustomization}", StringComparison.Ordinal))
            .Select(file => Cell(file.Path.Split('/')[0]))];
    }

    /// <summary>Ordered by path.</summary>
    public IEnumerable<PublishedFile> Files => _files.Values.OrderBy(file => file.Path, StringComparer.Ordinal);

    public IReadOnlyList<FleetCell> Cells { get; }

    /// <summary>Files that are no YAML or JSON although they are named so.</summary>
    public IReadOnlyList<Finding> Unreadable => _unreadable;

    public static PublishedFleet Of(IEnumerable<PublishedFile> files) => new(files);

    /// <exception cref="DistributedApplicationException">There is no published fleet.</exception>
    public static PublishedFleet Read(string folder)
    {
        try
        {
            return Directory.Exists(folder) && FileSums.Read(folder) is not null
                ? new(FileSums.Files(folder).Select(path => new PublishedFile(path, File.ReadAllText(Path.Combine(folder, path)))))
                : throw new DistributedApplicationException($"{folder} holds no published fleet: it has no {FileSums.Name}. Publish there first, or name another folder with --output-path.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"{folder} cannot be read: {exception.Message}", exception);
        }
    }

    public bool Contains(string path) => _files.ContainsKey(path);

    public string? Text(string path) => _files.GetValueOrDefault(path)?.Content;

    /// <summary>The documents of a file; none when it is absent or unreadable.</summary>
    public IReadOnlyList<JsonNode> Documents(string path) => _parsed.GetValueOrDefault(path) ?? [];

    public JsonNode? Document(string path) => Documents(path) is [var first, ..] ? first : null;

    /// <summary>Every file in a folder and below.</summary>
    public IEnumerable<string> Below(string folder) => _files.Keys.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Documents that an API server is meant to see: those of every folder but the hosts' own.</summary>
    public IEnumerable<FleetDocument> AllDocuments() => _parsed.Keys
        .Where(path => path.EndsWith(".yaml", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .SelectMany(path => Documents(path).Select(node => new FleetDocument(path, node)));

    /// <summary>Files that kustomizations apply to other objects.</summary>
    public IReadOnlySet<string> Patches() => _parsed.Keys
        .Where(path => path.EndsWith($"/{Kustomization}", StringComparison.Ordinal))
        .SelectMany(path => Document(path).Items("patches").Select(patch => patch.Text("path")).OfType<string>().Select(patch => Resolve(path[..path.LastIndexOf('/')], patch)))
        .ToHashSet();

    private void Parse(PublishedFile file)
    {
        try
        {
            if (file.Path.EndsWith(".yaml", StringComparison.Ordinal))
            {
                _parsed[file.Path] = YamlText.Parse(file.Content);
            }
            else if (file.Path.EndsWith(".json", StringComparison.Ordinal))
            {
                _parsed[file.Path] = JsonNode.Parse(file.Content) is { } node ? [node] : [];
            }
        }
        catch (Exception exception) when (exception is FormatException or JsonException or ArgumentException)
        {
            _unreadable.Add(new Finding(file.Path, exception.Message));
        }
    }

    private FleetCell Cell(string region)
    {
        var documents = new List<FleetDocument>();
        Include(region, documents, []);
        var servers = Below($"{region}/k3s")
            .Where(path => Path.GetFileName(path).StartsWith("config.", StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal))
            .Where(path => Document(path) is not null)
            .ToDictionary(path => path, path => Document(path)!);
        return new(region, documents, servers);
    }

    // Resources first, then components, as kustomize does; a folder means its kustomization.
    private void Include(string folder, List<FleetDocument> documents, HashSet<string> seen)
    {
        var kustomization = Document($"{folder}/{Kustomization}");
        foreach (var entry in kustomization.Texts("resources").Concat(kustomization.Texts("components")))
        {
            var path = Resolve(folder, entry);
            if (!seen.Add(path))
            {
                continue;
            }

            if (Contains($"{path}/{Kustomization}"))
            {
                Include(path, documents, seen);
            }
            else
            {
                documents.AddRange(Documents(path).Select(node => new FleetDocument(path, node)));
            }
        }
    }

    /// <summary>A path as a kustomization writes it, from the fleet's folder.</summary>
    public static string Resolve(string folder, string entry)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in entry.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
