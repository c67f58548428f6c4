using Microsoft.Extensions.Configuration;

namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>Keys of the AppHost's configuration that have to do with its own address.</summary>
internal static class ServiceSettings
{
    /// <summary>Where the address is left for <c>--command</c>. Set by the AppHost; without it no file is written.</summary>
    public const string File = "AspireLocal:ResourceService:File";

    /// <summary>Set while the service listens, so that a resource's environment can name it.</summary>
    public const string Url = "AspireLocal:ResourceService:Url";

    /// <summary>The key; drawn at random for each run unless given.</summary>
    public const string ApiKey = "AspireLocal:ResourceService:ApiKey";

    public const string CommandResource = "AspireLocal:Command:Resource";

    public const string CommandName = "AspireLocal:Command:Name";

    public static string? FilePath(IConfiguration configuration) => configuration[File] is { Length: > 0 } path ? Path.GetFullPath(path) : null;
}
