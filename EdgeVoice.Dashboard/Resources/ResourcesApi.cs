using System.Text.Json;
using EdgeVoice.Dashboard.Api;

namespace EdgeVoice.Dashboard.Resources;

/// <summary>Resources of the AppHost, their logs and commands, passed on. Absent (404) when there is no AppHost.</summary>
internal sealed class ResourcesApi(ResourceService service, IHostApplicationLifetime lifetime)
{
    private const string Root = "/api/resources";

    public void Map(IEndpointRouteBuilder routes)
    {
        if (!service.IsConfigured)
        {
            routes.Map(Root + "/{**rest}", () => Problems.Make(StatusCodes.Status404NotFound, "no-resource-service", "There is no resource service", "This dashboard was not started by an AppHost (Dashboard__ResourceService__Url is not set)."));
            return;
        }

        routes.MapGet(Root, ListAsync);
        routes.MapGet(Root + "/{name}", (string name, CancellationToken cancellationToken) => GetAsync(name, cancellationToken));
        routes.MapGet(Root + "/{name}/logs", LogsAsync);
        routes.MapPost(Root + "/{name}/commands/{command}", CommandAsync);
    }

    private Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var query = new Query(context.Request);
        var (limit, offset) = (query.Limit(), query.Offset());
        return query.Problem is { } problem ? Task.FromResult(problem) : GuardAsync(async () =>
            Results.Json(Paging.Of(await service.ListAsync(cancellationToken).ConfigureAwait(false), offset, limit, resource => resource), ApiJson.Options));
    }

    private Task<IResult> GetAsync(string name, CancellationToken cancellationToken) => GuardAsync(async () =>
        (await service.ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(resource => resource["name"]?.GetValue<string>() == name) is { } found
            ? Results.Json(found, ApiJson.Options)
            : Problems.NotFound("resource", name));

    private Task<IResult> LogsAsync(HttpContext context, string name)
    {
        var query = new Query(context.Request);
        var follow = query.Flag("follow") == true;
        return query.Problem is { } problem ? Task.FromResult(problem) : GuardAsync(async () =>
        {
            var response = await service.SendAsync(HttpMethod.Get, $"api/resources/{Uri.EscapeDataString(name)}/logs{(follow ? "?follow=true" : "")}", context.RequestAborted).ConfigureAwait(false);
            context.Response.RegisterForDispose(response);
            if (!response.IsSuccessStatusCode)
            {
                return Refused(response, name);
            }

            var lines = await response.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false);
            return Results.Stream(body => CopyAsync(lines, body, context.RequestAborted, lifetime.ApplicationStopping), "application/x-ndjson");
        });
    }

    private Task<IResult> CommandAsync(HttpContext context, string name, string command) => GuardAsync(async () =>
    {
        using var response = await service.SendAsync(HttpMethod.Post, $"api/resources/{Uri.EscapeDataString(name)}/commands/{Uri.EscapeDataString(command)}", context.RequestAborted).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? Results.Json(await response.Content.ReadFromJsonAsync<JsonElement>(context.RequestAborted).ConfigureAwait(false), ApiJson.Options)
            : Refused(response, name);
    });

    // Line by line as they come: a buffer would hold a quiet log back.
    private static async Task CopyAsync(Stream lines, Stream body, CancellationToken requestAborted, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(requestAborted, stopping);
        var cancellationToken = either.Token;
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await lines.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                await body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Either side has gone; the reader sees the end.
        }
    }

    private static IResult Refused(HttpResponseMessage response, string name) => (int)response.StatusCode == StatusCodes.Status404NotFound
        ? Problems.NotFound("resource or command", name)
        : Problems.Make((int)response.StatusCode is >= 400 and < 500 and not 401 and not 403 ? (int)response.StatusCode : StatusCodes.Status502BadGateway, "resource-service", "The AppHost refused", $"It answered {(int)response.StatusCode}.");

    private static async Task<IResult> GuardAsync(Func<Task<IResult>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException or IOException)
        {
            return Problems.Make(StatusCodes.Status502BadGateway, "resource-service", "The AppHost does not answer", exception.Message);
        }
    }
}
