using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using EdgeVoice.Dashboard.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Resources;

/// <summary>The AppHost's own address (docs/regions.md). What it answers is passed on with names in one spelling.</summary>
internal sealed class ResourceService
{
    private readonly HttpClient _client;

    public ResourceService(HttpClient client, IOptions<DashboardOptions> options)
    {
        var settings = options.Value.ResourceService;
        _client = client;
        IsConfigured = settings.Url.Length > 0;
        if (IsConfigured)
        {
            _client.BaseAddress = new Uri(settings.Url.TrimEnd('/') + "/");
            _client.DefaultRequestHeaders.Authorization = settings.ApiKey.Length > 0 ? new AuthenticationHeaderValue("Bearer", settings.ApiKey) : null;
        }
    }

    public bool IsConfigured { get; }

    /// <exception cref="HttpRequestException">It does not answer, or refuses.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="HttpRequestException">It does not answer, or refuses.</exception>
    public async Task<JsonObject[]> ListAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, "api/resources", cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var list = await response.Content.ReadFromJsonAsync<JsonArray>(cancellationToken).ConfigureAwait(false) ?? [];
        return [.. list.OfType<JsonObject>().Select(Normalize)];
    }

    public static JsonObject Normalize(JsonObject sent)
    {
        var resource = sent.DeepClone().AsObject();
        Lower(resource, "health");
        foreach (var name in new[] { "healthReports", "urls", "commands" })
        {
            if (resource[name] is not JsonArray)
            {
                resource[name] = new JsonArray();
            }
        }

        foreach (var name in new[] { "state", "health", "parent", "startedAt", "exitCode" })
        {
            resource.TryAdd(name, null);
        }

        if (resource["properties"] is not JsonObject)
        {
            resource["properties"] = new JsonObject();
        }

        foreach (var report in resource["healthReports"]!.AsArray().OfType<JsonObject>())
        {
            Lower(report, "status");
            report.TryAdd("description", null);
        }

        foreach (var command in resource["commands"]!.AsArray().OfType<JsonObject>())
        {
            Lower(command, "state");
            command.TryAdd("description", null);
            command.TryAdd("confirmation", null);
            command.TryAdd("displayName", command["name"]?.DeepClone());
        }

        return resource;
    }

    private static void Lower(JsonObject owner, string name)
    {
        if (owner[name] is JsonValue value && value.TryGetValue<string>(out var text))
        {
            owner[name] = text.ToLowerInvariant();
        }
    }
}
