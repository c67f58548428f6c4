using System.CommandLine;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary><c>export</c>: the zip of one or more calls.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var url = CommonOptions.Url();
        var sessions = new Argument<string[]>("session") { Description = "Ids; none for everything", Arity = ArgumentArity.ZeroOrMore };
        var strip = new Option<string>("--strip") { Description = "pii, audio or both with a comma", DefaultValueFactory = _ => "" };
        var output = new Option<FileInfo>("--output", "-o") { Description = "The zip to write", Required = true };
        var command = new Command("export", "Writes calls to a zip") { url, sessions, strip, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = DashboardClient.Find(parsed.GetValue(url), Console.Error);
            if (client is null)
            {
                return 2;
            }

            var path = $"/api/export?session={Uri.EscapeDataString(string.Join(',', parsed.GetValue(sessions) ?? []))}&strip={Uri.EscapeDataString(parsed.GetValue(strip)!)}";
            if (await client.GetAsync(path, Console.Error, cancellationToken).ConfigureAwait(false) is not { } answer)
            {
                return 1;
            }

            var file = parsed.GetValue(output)!.Create();
            await using (file.ConfigureAwait(false))
            {
                await answer.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            }

            return 0;
        });
        return command;
    }
}
