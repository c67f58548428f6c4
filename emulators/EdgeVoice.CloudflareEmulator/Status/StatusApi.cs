using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeVoice.CloudflareEmulator.Pages;
using EdgeVoice.CloudflareEmulator.Proxy;
using EdgeVoice.Distances;

namespace EdgeVoice.CloudflareEmulator.Status;

/// <summary>What the edge itself answers on the public name, under Cloudflare's reserved path.</summary>
internal static class StatusApi
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        var edge = routes.MapGroup("/cdn-cgi");
        edge.MapGet("/edgevoice/places", (PlaceBook places, Caller caller, HttpContext context) => Results.Json(Places(places, caller.Of(context.Request)), s_json));
        edge.MapGet("/edgevoice/status", (StatusReader status) => Results.Json(status.Read(), s_json));
        edge.MapGet("/trace", Trace);
        MapFile(edge, "/edgevoice", "status.html", "text/html");
        MapFile(edge, "/edgevoice/status.css", "status.css", "text/css");
        MapFile(edge, "/edgevoice/status.js", "status.js", "text/javascript");
    }

    private static object Places(PlaceBook places, Place current) => new
    {
        Cookie = Caller.Cookie,
        Current = current.Id,
        Places = places.Places.Select(place => new { place.Id, place.City, place.Country }),
    };

    // The lines of the real one that a program may want: who it is seen as, and where.
    private static string Trace(HttpContext context, Caller caller)
    {
        var place = caller.Of(context.Request);
        return $"h={context.Request.Host}\nip={context.Connection.RemoteIpAddress}\nvisit_scheme={context.Request.Scheme}\ncolo={place.Colo}\nhttp={context.Request.Protocol.ToLowerInvariant()}\nloc={place.Country}\n";
    }

    private static void MapFile(IEndpointRouteBuilder routes, string path, string file, string type)
    {
        var content = EmbeddedFile.Read(file);
        routes.MapGet(path, (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Text(content, $"{type}; charset=utf-8");
        });
    }
}
