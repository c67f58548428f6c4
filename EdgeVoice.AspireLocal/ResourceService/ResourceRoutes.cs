using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>The routes under <c>/api/resources</c>.</summary>
internal static class ResourceRoutes
{
    public static void MapResources(
        this IEndpointRouteBuilder routes, ResourceCatalog catalog, ResourceLoggerService logs, ResourceCommandService commands, CancellationToken stopping)
    {
        var resources = routes.MapGroup("/api/resources");
        resources.MapGet("/", () => Results.Json(catalog.All(), ServiceJson.Options));
        resources.MapGet("/watch", () => new NdjsonResult<ResourceDto>(catalog.WatchAsync(stopping), stopping));
        resources.MapGet("/{name}/logs", (string name, bool? follow) => catalog.Find(name) is { } resource
            ? new NdjsonResult<LogLineDto>(logs.LinesAsync(resource.Name, follow ?? false, stopping), stopping)
            : NoResource(catalog, name));
        resources.MapPost("/{name}/commands/{command}", async (string name, string command, CancellationToken cancellationToken) =>
            catalog.Find(name) is { } resource ? await ExecuteAsync(catalog, commands, resource, command, cancellationToken) : NoResource(catalog, name));
    }

    private static async Task<IResult> ExecuteAsync(
        ResourceCatalog catalog, ResourceCommandService commands, IResource resource, string name, CancellationToken cancellationToken)
    {
        var known = resource.Annotations.OfType<ResourceCommandAnnotation>().ToArray();
        if (known.LastOrDefault(candidate => candidate.Name == name) is not { } command)
        {
            return Failure(
                StatusCodes.Status404NotFound,
                $"{resource.Name} has no command '{name}'. " + (known.Length == 0 ? "It has none." : $"Commands: {string.Join(", ", known.Select(candidate => candidate.Name))}."));
        }

        if (catalog.StateOf(command, resource) != ResourceCommandState.Enabled)
        {
            return Failure(StatusCodes.Status409Conflict, $"{resource.Name} cannot {name} now: its state is {catalog.Describe(resource).State ?? "unknown"}.");
        }

        var result = await commands.ExecuteCommandAsync(resource, name, cancellationToken);
        return Results.Json(new CommandResultDto(result.Success, result.Canceled ? "Cancelled." : result.Message), ServiceJson.Options);
    }

    private static IResult NoResource(ResourceCatalog catalog, string name) =>
        Failure(StatusCodes.Status404NotFound, $"There is no resource '{name}'. Resources: {string.Join(", ", catalog.Names)}.");

    private static IResult Failure(int statusCode, string message) => Results.Json(new CommandResultDto(false, message), ServiceJson.Options, statusCode: statusCode);
}
