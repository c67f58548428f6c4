namespace EdgeVoice.Distances;

/// <summary>The file <c>places.json</c> as it is written.</summary>
internal sealed record PlacesFile(
    IReadOnlyDictionary<string, string> Sources, PathFigures Path, IReadOnlyList<Place> Places, IReadOnlyList<Site> Regions, IReadOnlyList<Site> Providers);
