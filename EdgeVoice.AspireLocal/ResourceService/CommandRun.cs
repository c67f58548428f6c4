using System.Net.Http.Headers;
using System.Net.Http.Json;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary><c>--command</c>: lists, or runs, the commands of the AppHost that is running.</summary>
internal sealed class CommandRun(IConfiguration configuration)
{
    private const string List = "list";

    // A command that stops a region in order may take its time; one that never answers is given up.
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    public static bool IsAsked(IConfiguration configuration) => configuration[ServiceSettings.CommandResource] is not null;

    /// <exception cref="DistributedApplicationException">No AppHost runs, it has no such command, or the command failed.</exception>
    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var resource = configuration[ServiceSettings.CommandResource]!;
        using var client = Connect();
        try
        {
            if (configuration[ServiceSettings.CommandName] is { } command)
            {
                await output.WriteLineAsync(await ExecuteAsync(client, resource, command, cancellationToken));
            }
            else
            {
                await ListAsync(client, resource == List ? null : resource, output, cancellationToken);
            }
        }
        catch (HttpRequestException exception)
        {
            throw NotRunning(exception);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException($"The AppHost did not answer within {s_timeout.TotalMinutes:0} minutes.", exception);
        }
    }

    private static async Task<string> ExecuteAsync(HttpClient client, string resource, string command, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsync(new Uri($"api/resources/{Uri.EscapeDataString(resource)}/commands/{Uri.EscapeDataString(command)}", UriKind.Relative), null, cancellationToken);
        var result = await response.Content.ReadFromJsonAsync<CommandResultDto>(ServiceJson.Options, cancellationToken);
        return result is { Success: true } ? result.Message ?? $"{resource}: {command} done" : throw new DistributedApplicationException(result?.Message ?? $"{resource}: {command} failed");
    }

    private static async Task ListAsync(HttpClient client, string? name, TextWriter output, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri("api/resources", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        var resources = await response.Content.ReadFromJsonAsync<ResourceDto[]>(ServiceJson.Options, cancellationToken) ?? [];
        if (name is not null && !resources.Any(resource => resource.Name == name))
        {
            throw new DistributedApplicationException($"There is no resource '{name}'. Resources: {string.Join(", ", resources.Select(resource => resource.Name))}.");
        }

        var shown = resources.Where(resource => name is null ? resource.Commands.Count > 0 : resource.Name == name).ToArray();
        var width = shown.Max(resource => resource.Name.Length);
        foreach (var resource in shown)
        {
            var commands = resource.Commands.Select(command => command.State == "enabled" ? command.Name : $"({command.Name})");
            await output.WriteLineAsync($"{resource.Name.PadRight(width)}  {resource.State,-10}  {string.Join(' ', commands)}");
        }
    }

    private HttpClient Connect()
    {
        var path = ServiceSettings.FilePath(configuration) ??
            throw new DistributedApplicationException($"--command needs {ServiceSettings.File}: where the running AppHost leaves its address.");
        var address = ServiceFile.Read(path) ?? throw NotRunning(null);
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address.Url + "/"), Timeout = s_timeout };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.ApiKey);
        return client;
    }

    private DistributedApplicationException NotRunning(Exception? inner) => new(
        $"No AppHost is running with {ServiceSettings.FilePath(configuration)}. Start one with `dotnet run --project ...`, or name the state directory of the one that runs.",
        inner!);
}
