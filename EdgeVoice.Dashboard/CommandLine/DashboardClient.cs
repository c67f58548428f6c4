using System.Net.Http.Headers;
using System.Text.Json;
using EdgeVoice.Dashboard.Hosting;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary>Finds the running dashboard and asks it.</summary>
internal sealed class DashboardClient : IDisposable
{
    private const string UrlVariable = "EDGEVOICE_DASHBOARD_URL";
    private const string DefaultFile = ".edgevoice/dashboard/" + LoginLine.FileName;

    private readonly HttpClient _client;

    private DashboardClient(Uri login)
    {
        var token = System.Web.HttpUtility.ParseQueryString(login.Query)["t"];
        _client = new HttpClient { BaseAddress = new Uri(login.GetLeftPart(UriPartial.Authority)), Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    /// <param name="url">The login URL; otherwise the variable, or the file that a dashboard of this or a parent folder wrote.</param>
    public static DashboardClient? Find(string? url, TextWriter errors)
    {
        var text = url ?? Environment.GetEnvironmentVariable(UrlVariable) ?? FromFile();
        if (Uri.TryCreate(text, UriKind.Absolute, out var login))
        {
            return new DashboardClient(login);
        }

        errors.WriteLine($"No dashboard found. Give --url with the line \"Dashboard\" of the AppHost's output, or set {UrlVariable}.");
        return null;
    }

    /// <returns>Null after telling what went wrong.</returns>
    public async Task<Stream?> GetAsync(string path, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            }

            var problem = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            await errors.WriteLineAsync($"{(int)response.StatusCode} {Explain(problem)}").ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            await errors.WriteLineAsync($"{_client.BaseAddress} does not answer: {exception.Message}").ConfigureAwait(false);
        }

        return null;
    }

    public void Dispose() => _client.Dispose();

    private static string Explain(string problem)
    {
        try
        {
            using var document = JsonDocument.Parse(problem);
            var errors = document.RootElement.TryGetProperty("errors", out var fields) ? string.Concat(fields.EnumerateObject().Select(field => $" {field.Name}: {field.Value[0]}")) : "";
            return $"{document.RootElement.GetProperty("title")}{errors}";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return problem;
        }
    }

    private static string? FromFile()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, DefaultFile);
            if (File.Exists(file))
            {
                return File.ReadAllText(file).Trim();
            }
        }

        return null;
    }
}
