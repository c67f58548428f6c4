namespace EdgeVoice.Gateway.Personas;

internal static class PersonasApi
{
    public static void MapPersonas(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/personas", (PersonaCatalog personas) => personas.All);
}
