using EdgeVoice.AppHost.Cloudflare;
using EdgeVoice.Distances;
using EdgeVoice.Tests.Shared;

namespace EdgeVoice.Tests.CloudflareEmulator;

public sealed class PlaceBookTests
{
    private const string ByDistance = "distance";
    private const double EarthRadiusKm = 6371;

    private static readonly PlaceBook s_places = PlaceBook.LoadShipped();

    [Fact]
    public void FiguresWithoutAPublishedSource_FollowTheFormulaThatTheFileNames() => Assert.All(
        s_places.Places.SelectMany(place => place.RoundTrips.Where(pair => pair.Value.Source == ByDistance).Select(pair => (place, Region: s_places.Regions.Single(region => region.Id == pair.Key), pair.Value.Ms))),
        figure => Assert.Equal(2 + (1.4 * 2 * Kilometres(figure.place.Latitude, figure.place.Longitude, figure.Region.Latitude, figure.Region.Longitude) / 200), figure.Ms, tolerance: 0.51));

    [Fact]
    public void EveryAreaHasACaller_AndEveryCallerAWayToEveryRegion()
    {
        Assert.Equal(SteeringCodes.All.Order(), s_places.Places.Select(place => place.CloudflareRegion).Distinct().Order());
        Assert.All(s_places.Places, place => Assert.Equal(KnownRegion.All.Select(region => region.Name).Order(), place.RoundTrips.Keys.Order()));
    }

    [Fact]
    public void Regions_AreWhereTheModelHasThem() => Assert.Equal(
        KnownRegion.All.Select(region => (region.Name, region.Location.Latitude, region.Location.Longitude)),
        s_places.Regions.Select(region => (region.Id, region.Latitude, region.Longitude)));

    [Fact]
    public void ProvidersOrderOfEachRegion_IsTheOneOfItsCallers() => Assert.All(KnownRegion.All, region => Assert.Equal(
        s_places.Providers.OrderBy(provider => provider.RoundTrips[region.Name].Ms).Select(provider => provider.Id),
        SteeringCodes.Order(region.CheckRegion)));

    [Fact]
    public void RoundTripsBetweenRegions_AreTheSameBothWays() => Assert.All(
        s_places.Regions.SelectMany(from => from.RoundTrips.Select(pair => (From: from.Id, To: pair.Key))),
        way => Assert.Equal(s_places.BetweenRegions(way.From, way.To), s_places.BetweenRegions(way.To, way.From)));

    [Theory]
    [InlineData("\"ms\": 64", "\"ms\": 0", "1 to 1000 ms")]
    [InlineData("\"source\": \"distance\"", "\"source\": \"guess\"", "one of the sources")]
    [InlineData("\"city\": \"London\"", "\"town\": \"London\"", "town")]
    [InlineData("\"us-east\": {", "\"us-south\": {", "us-south")]
    public void Load_WrongFile_IsNamedWithWhatIsWrong(string right, string wrong, string told)
    {
        var path = Path.GetTempFileName();
        try
        {
            var text = File.ReadAllText(RepositoryRoot.Combine("emulators", PlaceBook.FileName));
            File.WriteAllText(path, string.Concat(text.AsSpan(0, text.IndexOf(right, StringComparison.Ordinal)), wrong, text.AsSpan(text.IndexOf(right, StringComparison.Ordinal) + right.Length)));

            var error = Assert.Throws<InvalidDataException>(() => PlaceBook.Load(path)).Message;

            Assert.Contains(path, error, StringComparison.Ordinal);
            Assert.Contains(told, error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var chord = Math.Pow(Math.Sin(Radians(otherLatitude - latitude) / 2), 2)
            + (Math.Cos(Radians(latitude)) * Math.Cos(Radians(otherLatitude)) * Math.Pow(Math.Sin(Radians(otherLongitude - longitude) / 2), 2));
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(chord));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
