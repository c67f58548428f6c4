using System.CommandLine;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary><c>export</c>: the zip of one or more calls.</summary>
internal static class ExportCommand
{
    private const int BufferBytes = 64 * 1024;

    public static Command Create()
    {
        var url = CommonOptions.Url();
        var sessions = new Argument<string[]>("session") { Description = "Ids; none for everything", Arity = ArgumentArity.ZeroOrMore };
        var strip = new Option<string>("--strip") { Description = "pii, audio or both with a comma", DefaultValueFactory = _ => "" };
        var output = new Option<FileInfo>("--output", "-o") { Description = "The zip to write", Required = true };
        var command = new Command("export", "Writes calls to a zip") { url, sessions, strip, output };
        command.Asks(url, async (parsed, client, cancellationToken) =>
        {
            var path = $"/api/export?session={Uri.EscapeDataString(string.Join(',', parsed.GetValue(sessions) ?? []))}&strip={Uri.EscapeDataString(parsed.GetValue(strip)!)}";
            var answer = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            await WriteAsync(parsed.GetValue(output)!, client, answer, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    // Beside its place until it is whole: half a zip looks like a whole one.
    private static async Task WriteAsync(FileInfo target, DashboardClient client, Stream answer, CancellationToken cancellationToken)
    {
        var part = target.FullName + ".part";
        try
        {
            var file = File.Create(part);
            await using (file.ConfigureAwait(false))
            {
                var buffer = new byte[BufferBytes];
                while (await client.WhileItLastsAsync(() => answer.ReadAsync(buffer, cancellationToken).AsTask()).ConfigureAwait(false) is > 0 and var read)
                {
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                }
            }

            File.Move(part, target.FullName, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--output is '{target.FullName}', which cannot be written: {exception.Message}", exception);
        }
        finally
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }
        }
    }
}
