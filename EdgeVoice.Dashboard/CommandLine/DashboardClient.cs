using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Hosting;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary>Finds the running dashboard and asks it.</summary>
internal sealed class DashboardClient : IDisposable
{
    public const string UrlVariable = "EDGEVOICE_DASHBOARD_URL";
    private const string DefaultFile = ".edgevoice/dashboard/" + LoginLine.FileName;
    private const string Fix = "Give --url with the line \"Dashboard\" of the AppHost's output";

    // A dashboard that reads a full store answers within seconds; one that is stuck, never.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly string _source;

    private DashboardClient(Uri login, string source, TimeSpan patience)
    {
        var token = System.Web.HttpUtility.ParseQueryString(login.Query)["t"];
        _source = source;
        // Until the head of the answer; its body may go on for ever.
        _client = new HttpClient { BaseAddress = new Uri(login.GetLeftPart(UriPartial.Authority)), Timeout = patience };
        _client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    /// <param name="url">The login URL; otherwise the variable, or the file that a dashboard of this or a parent folder wrote.</param>
    /// <param name="patience">How long to wait for an answer to begin; 30 s when not given.</param>
    /// <exception cref="CommandException">There is none, or it is no URL.</exception>
    public static DashboardClient Find(string? url, TimeSpan? patience = null)
    {
        var (text, source) = url is not null ? (url, "--url")
            : Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } variable ? (variable, UrlVariable)
            : FromFile() ?? throw new CommandException($"No dashboard found in this folder or one above it. {Fix}, or set {UrlVariable}.");
        return Uri.TryCreate(text, UriKind.Absolute, out var login) && login.Scheme is "http" or "https"
            ? new DashboardClient(login, source, patience ?? s_patience)
            : throw new CommandException($"{source} is '{text.Split('?')[0]}', which is no http or https address. {Fix}, for example http://127.0.0.1:18888/login?t=….");
    }

    /// <exception cref="CommandException">There was no answer, or not the one that was asked for.</exception>
    public async Task<Stream> GetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false)
                : throw new CommandException(Explain(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)));
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException($"{_client.BaseAddress}, which {_source} names, does not answer: {exception.Message.TrimEnd('.')}. Start the AppHost, or correct {_source}.", exception);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException($"{_client.BaseAddress}, which {_source} names, does not answer within {_client.Timeout.TotalSeconds:0.#} s. Restart the AppHost, or correct {_source}.", exception);
        }
    }

    /// <exception cref="CommandException">As above.</exception>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await GetAsync(path, cancellationToken).ConfigureAwait(false));
        return await WhileItLastsAsync(() => reader.ReadToEndAsync(cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Reads from an answer that began.</summary>
    /// <exception cref="CommandException">It broke off.</exception>
    public async Task<T> WhileItLastsAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new CommandException($"{_client.BaseAddress} broke off in the middle of its answer: it was stopped, or the connection is gone.", exception);
        }
    }

    /// <exception cref="CommandException">It is no such thing.</exception>
    public T Parse<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, ApiJson.Options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new CommandException($"{_client.BaseAddress}, which {_source} names, answers, but not as a dashboard of this version does. Correct {_source}.", exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private string Explain(HttpStatusCode status, string body)
    {
        if (status == HttpStatusCode.Unauthorized)
        {
            return _client.DefaultRequestHeaders.Authorization is null
                ? $"{_source} has no token behind t=. {Fix}."
                : $"{_client.BaseAddress} does not know the token behind t= in {_source}: a dashboard makes it anew at each start. {Fix}.";
        }

        try
        {
            using var problem = JsonDocument.Parse(body);
            // The API's fields are this program's options and arguments.
            return problem.RootElement.TryGetProperty("errors", out var fields)
                ? string.Join(Environment.NewLine, fields.EnumerateObject().Select(field => $"{JsonNamingPolicy.KebabCaseLower.ConvertName(field.Name)}: {field.Value[0]}"))
                : $"{problem.RootElement.GetProperty("title")}. {(problem.RootElement.TryGetProperty("detail", out var detail) ? detail : "")}".TrimEnd();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"{_client.BaseAddress}, which {_source} names, answered {(int)status} and is no dashboard. Correct {_source}.";
        }
    }

    private static (string Text, string Source)? FromFile()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, DefaultFile);
            if (File.Exists(file))
            {
                return (File.ReadAllText(file).Trim(), file);
            }
        }

        return null;
    }
}
