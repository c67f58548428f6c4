using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVoice.Distances;

/// <summary>The only source of distances: <c>places.json</c>.</summary>
public sealed class PlaceBook
{
    public const string FileName = "places.json";

    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    private readonly PlacesFile _file;
    private readonly Dictionary<string, Place> _places;
    private readonly Dictionary<string, Site> _regions;
    private readonly Dictionary<string, Site> _providers;

    private PlaceBook(PlacesFile file)
    {
        _file = file;
        _places = file.Places.ToDictionary(place => place.Id, StringComparer.OrdinalIgnoreCase);
        _regions = file.Regions.ToDictionary(region => region.Id);
        _providers = file.Providers.ToDictionary(provider => provider.Id);
    }

    public IReadOnlyList<Place> Places => _file.Places;

    public IReadOnlyList<Site> Regions => _file.Regions;

    public IReadOnlyList<Site> Providers => _file.Providers;

    public IReadOnlyDictionary<string, string> Sources => _file.Sources;

    public PathFigures Figures => _file.Path;

    /// <summary>The copy that lies beside the program.</summary>
    public static PlaceBook LoadShipped() => Load(Path.Combine(AppContext.BaseDirectory, FileName));

    /// <exception cref="InvalidDataException">The file is missing or wrong; the message names the file and the place in it.</exception>
    public static PlaceBook Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var book = new PlaceBook(JsonSerializer.Deserialize<PlacesFile>(stream, s_format) ?? throw new JsonException("The file is empty."));
            book.Check();
            return book;
        }
        catch (Exception exception) when (exception is IOException or JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>A place by its id or city.</summary>
    public Place? Find(string? name) =>
        name is null ? null : _places.GetValueOrDefault(name) ?? _file.Places.FirstOrDefault(place => string.Equals(place.City, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The way between a caller and a region; nothing for a region that the file does not know.</summary>
    public NetworkPath FromCaller(Place place, string region) => Of(place.RoundTrips.GetValueOrDefault(region), _file.Path.CallerLoss);

    /// <summary>The way between two of our regions.</summary>
    public NetworkPath BetweenRegions(string from, string to) => Of(_regions.GetValueOrDefault(from)?.RoundTrips.GetValueOrDefault(to), _file.Path.BackboneLoss);

    /// <summary>The way between one of our regions and one of the provider's.</summary>
    public NetworkPath ToProvider(string region, string provider) => Of(_providers.GetValueOrDefault(provider)?.RoundTrips.GetValueOrDefault(region), _file.Path.BackboneLoss);

    private NetworkPath Of(RoundTrip? roundTrip, double loss) =>
        roundTrip is null ? NetworkPath.None : new(TimeSpan.FromMilliseconds(roundTrip.Ms), TimeSpan.FromMilliseconds(roundTrip.Ms * _file.Path.Jitter), loss);

    private void Check()
    {
        var tables = _file.Places.Select(place => (place.Id, place.RoundTrips))
            .Concat(_file.Regions.Select(region => (region.Id, region.RoundTrips)))
            .Concat(_file.Providers.Select(provider => (provider.Id, provider.RoundTrips)));
        foreach (var (id, roundTrips) in tables)
        {
            foreach (var (region, roundTrip) in roundTrips)
            {
                if (!_regions.ContainsKey(region))
                {
                    throw new JsonException($"{id}.roundTrips names '{region}', which is not one of the regions.");
                }

                if (roundTrip.Ms is < 1 or > 1000 || !_file.Sources.ContainsKey(roundTrip.Source))
                {
                    throw new JsonException($"{id}.roundTrips.{region} must be 1 to 1000 ms and name one of the sources.");
                }
            }
        }
    }
}
