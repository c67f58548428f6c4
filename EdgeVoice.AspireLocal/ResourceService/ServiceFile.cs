using System.Text.Json;
using Aspire.Hosting;

namespace EdgeVoice.AspireLocal.ResourceService;

/// <summary>The private file in which a running AppHost leaves its address for the one that is started with <c>--command</c>.</summary>
internal static class ServiceFile
{
    /// <exception cref="DistributedApplicationException">The folder cannot be written.</exception>
    public static void Write(string path, ServiceAddress address)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var stream = new FileStream(path, options);
            JsonSerializer.Serialize(stream, address, ServiceJson.Options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"{path} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>The address in the file; nothing when there is none or it cannot be read.</summary>
    public static ServiceAddress? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ServiceAddress>(File.ReadAllText(path), ServiceJson.Options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Removes the file of this run; another run's file stays.</summary>
    public static void Delete(string path, ServiceAddress own)
    {
        if (Read(path) == own)
        {
            File.Delete(path);
        }
    }
}
