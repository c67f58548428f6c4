namespace EdgeVoice.AppHost.Resources;

/// <summary>A file with a secret in it, for the current user's eyes only.</summary>
internal static class PrivateFile
{
    /// <exception cref="DistributedApplicationException">The folder cannot be written.</exception>
    public static async Task WriteAsync(string path, string content, CancellationToken cancellationToken)
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

            await using var writer = new StreamWriter(path, options);
            await writer.WriteAsync(content.AsMemory(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"{path} cannot be written: {exception.Message} Set EdgeVoice:StateDirectory to a folder that can.", exception);
        }
    }
}
