using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace EdgeVoice.Bench.Hosting;

/// <summary>Speaks to a running AppHost: what runs, and commands.</summary>
internal sealed class ResourceClient : IDisposable
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _client;

    private ResourceClient(HttpClient client) => _client = client;

    /// <summary>The AppHost that left its address in the state directory.</summary>
    /// <exception cref="BenchException">None did.</exception>
    public static ResourceClient Of(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, "apphost.json");
        try
        {
            var address = JsonSerializer.Deserialize<Address>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
            var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address.Url), Timeout = TimeSpan.FromMinutes(1) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.ApiKey);
            return new ResourceClient(client);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new BenchException($"No AppHost runs with the state directory {stateDirectory}: {path} cannot be read. Start one, or leave --attach out.", exception);
        }
    }

    public async Task<IReadOnlyList<ResourceView>> ResourcesAsync(CancellationToken cancellationToken) =>
        await _client.GetFromJsonAsync<ResourceView[]>("/api/resources", cancellationToken) ?? [];

    public async Task<ResourceView> ResourceAsync(string name, CancellationToken cancellationToken) =>
        (await ResourcesAsync(cancellationToken)).FirstOrDefault(resource => resource.Name == name) ?? throw new BenchException($"The AppHost has no resource '{name}'.");

    public async Task<Uri> UrlAsync(string name, CancellationToken cancellationToken) =>
        new((await ResourceAsync(name, cancellationToken)).Urls.FirstOrDefault(url => url.Name == "http")?.Url.Replace("localhost", "127.0.0.1", StringComparison.Ordinal) ??
            throw new BenchException($"The resource '{name}' has no http address."));

    /// <exception cref="BenchException">It did not do it; the message is the AppHost's.</exception>
    public async Task CommandAsync(string resource, string command, CancellationToken cancellationToken)
    {
        using var response = await _client.PostAsync(new Uri($"/api/resources/{resource}/commands/{command}", UriKind.Relative), null, cancellationToken);
        var result = await response.Content.ReadFromJsonAsync<CommandResult>(cancellationToken);
        if (result is not { Success: true })
        {
            throw new BenchException($"{resource} {command}: {result?.Message ?? response.StatusCode.ToString()}");
        }
    }

    /// <exception cref="BenchException">Not within the limit; the message says what was not up.</exception>
    public async Task WaitUntilUpAsync(IReadOnlyCollection<string> names, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(limit);
        string[] missing = [];
        try
        {
            while (true)
            {
                var resources = await ResourcesAsync(waiting.Token);
                missing = [.. names.Where(name => !resources.Any(resource => resource.Name == name && resource.IsUp))];
                if (missing.Length == 0)
                {
                    return;
                }

                await Task.Delay(s_poll, waiting.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"Not healthy within {limit.TotalSeconds:0} s: {string.Join(", ", missing)}");
        }
    }

    public void Dispose() => _client.Dispose();

    private sealed record Address(string Url, string ApiKey);

    private sealed record CommandResult(bool Success, string? Message);
}
