using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeVoice.AspireLocal.ResourceService;

namespace EdgeVoice.Tests.AspireLocal.ResourceService;

/// <summary>Talks to the resource service of a <see cref="RunningApplication"/> as the dashboard does.</summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly HttpClient _client;

    public ServiceClient(RunningApplication application, string? key = null)
    {
        var configuration = application.Builder.Configuration;
        _client = new HttpClient { BaseAddress = new Uri(configuration[ServiceSettings.Url]!), Timeout = TimeSpan.FromSeconds(30) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? configuration[ServiceSettings.ApiKey]);
    }

    public HttpClient Http => _client;

    public async Task<ResourceDto> ResourceAsync(string name) =>
        (await _client.GetFromJsonAsync<ResourceDto[]>("/api/resources", ServiceJson.Options))!.Single(resource => resource.Name == name);

    public async Task<(int Status, CommandResultDto Result)> CommandAsync(string resource, string command)
    {
        using var response = await _client.PostAsync($"/api/resources/{resource}/commands/{command}", null);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<CommandResultDto>(ServiceJson.Options))!);
    }

    /// <summary>Lines of an NDJSON answer as they come, until one fits.</summary>
    public async Task<IReadOnlyList<T>> ReadUntilAsync<T>(string path, Func<T, bool> last)
    {
        using var response = await _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var items = new List<T>();
        while (await reader.ReadLineAsync(RunningApplication.Limit()) is { } line)
        {
            var item = JsonSerializer.Deserialize<T>(line, ServiceJson.Options)!;
            items.Add(item);
            if (last(item))
            {
                return items;
            }
        }

        throw new InvalidOperationException($"{path} ended after {items.Count} lines");
    }

    public void Dispose() => _client.Dispose();
}
