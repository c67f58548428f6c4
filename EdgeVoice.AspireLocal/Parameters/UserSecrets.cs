using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace EdgeVoice.AspireLocal.Parameters;

/// <summary>The AppHost's user secrets: the only place where a generated secret is written.</summary>
internal sealed class UserSecrets(string? path)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static UserSecrets Of(Assembly? appHost) =>
        new(appHost?.GetCustomAttribute<UserSecretsIdAttribute>() is { } id ? PathHelper.GetSecretsPathFromSecretsId(id.UserSecretsId) : null);

    public void AddTo(ConfigurationManager configuration)
    {
        if (path is not null)
        {
            configuration.AddJsonFile(new Microsoft.Extensions.FileProviders.PhysicalFileProvider(Directory.Exists(Path.GetDirectoryName(path)) ? Path.GetDirectoryName(path)! : Path.GetTempPath(), Microsoft.Extensions.FileProviders.Physical.ExclusionFilters.None), Path.GetFileName(path), optional: true, reloadOnChange: false);
        }
    }

    public void Set(string key, string value)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            var folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            var secrets = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject ?? [] : [];
            secrets[key] = value;
            Replace(path, secrets.ToJsonString(s_indented));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DistributedApplicationException($"The generated value of {key} cannot be kept in the user secrets {path}: {exception.Message}", exception);
        }
    }

    // Whole or not at all: a run that is killed while it writes must not lose the other secrets.
    private static void Replace(string path, string content)
    {
        var temporary = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(content);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
