using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeVoice.AspireLocal.Projects;

/// <summary>Endpoints and environment from a project's launchSettings.json.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static IResourceBuilder<ProjectResource> WithLaunchProfile(this IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        var project = builder.Resource.GetProjectMetadata().ProjectPath;
        if (options.ExcludeLaunchProfile || Find(project, options.LaunchProfileName) is not (var name, { } profile))
        {
            return builder;
        }

        foreach (var url in (profile.ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => new Uri(url)))
        {
            builder.WithEndpoint(port: builder.ApplicationBuilder.ExecutionContext.IsRunMode ? url.Port : null, scheme: url.Scheme, name: url.Scheme);
        }

        return builder.WithEnvironment(context =>
        {
            if (context.ExecutionContext.IsPublishMode)
            {
                return;
            }

            context.EnvironmentVariables["DOTNET_LAUNCH_PROFILE"] = name;
            foreach (var (key, value) in profile.EnvironmentVariables ?? [])
            {
                context.EnvironmentVariables.TryAdd(key, value);
            }
        });
    }

    private static (string Name, LaunchProfile? Profile) Find(string projectPath, string? wanted)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return wanted is null ? default : throw new DistributedApplicationException($"There is no {path}, in which profile '{wanted}' is looked up.");
        }

        try
        {
            var profiles = JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(path), s_options)?.Profiles ?? [];
            var found = profiles.FirstOrDefault(profile => wanted is null ? profile.Value.CommandName == "Project" : profile.Key == wanted);
            return found.Key is null && wanted is not null
                ? throw new DistributedApplicationException($"{path} has no profile '{wanted}'.")
                : (found.Key ?? "", found.Value);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"{path} is not valid JSON: {exception.Message}", exception);
        }
    }

    private sealed record LaunchSettings(Dictionary<string, LaunchProfile>? Profiles);

    private sealed record LaunchProfile(string? CommandName, string? ApplicationUrl, Dictionary<string, string>? EnvironmentVariables);
}
