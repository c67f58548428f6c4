using EdgeVoice.Distances;

namespace EdgeVoice.CloudflareEmulator.Proxy;

/// <summary>Where a request comes from. The real edge tells by the address; here the caller says it.</summary>
internal sealed class Caller(PlaceBook places, Microsoft.Extensions.Options.IOptions<Configuration.EdgeOptions> options)
{
    /// <summary>Header for programs, such as the bench. Never passed on.</summary>
    public const string Header = "X-EdgeVoice-Place";

    /// <summary>Cookie for the call page.</summary>
    public const string Cookie = "edgevoice-place";

    public Place Of(HttpRequest request) =>
        places.Find(request.Headers[Header].ToString()) ?? places.Find(request.Cookies[Cookie]) ?? places.Find(options.Value.DefaultPlace)!;
}
