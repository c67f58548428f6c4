using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary><c>turns</c>: the slowest or the latest turns as a table, or as they come.</summary>
internal static class TurnsCommand
{
    private static readonly string[] s_filters = ["region", "persona", "outcome", "tool", "cause", "session", "from", "to", "minSilence"];

    public static Command Create()
    {
        var (url, json) = (CommonOptions.Url(), CommonOptions.Json());
        var slowest = new Option<int?>("--slowest") { Description = "That many, longest silence first" };
        var latest = new Option<int?>("--latest") { Description = "That many, latest first (default 20)" };
        var follow = new Option<bool>("--follow") { Description = "Goes on with every turn that begins, grows or ends" };
        var filters = s_filters.Select(name => new Option<string?>("--" + JsonNamingPolicy.KebabCaseLower.ConvertName(name)) { Description = $"Filter of the API: {name}" }).ToArray();
        var command = new Command("turns", "Turns with the silence that callers heard") { url, json, slowest, latest, follow };
        foreach (var filter in filters)
        {
            command.Options.Add(filter);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = DashboardClient.Find(parsed.GetValue(url), Console.Error);
            if (client is null)
            {
                return 2;
            }

            var count = parsed.GetValue(slowest) ?? parsed.GetValue(latest) ?? 20;
            var query = string.Concat(s_filters.Zip(filters).Where(filter => parsed.GetValue(filter.Second) is not null).Select(filter => $"&{filter.First}={Uri.EscapeDataString(parsed.GetValue(filter.Second)!)}"));
            var following = parsed.GetValue(follow);
            var path = string.Create(CultureInfo.InvariantCulture, $"/api/turns?limit={count}&sort={(parsed.GetValue(slowest) is null ? "time" : "silence")}{(following ? "&follow=true" : "")}{query}");
            return await client.GetAsync(path, Console.Error, cancellationToken).ConfigureAwait(false) is { } answer
                ? await PrintAsync(answer, parsed.GetValue(json), following, cancellationToken).ConfigureAwait(false)
                : 1;
        });
        return command;
    }

    private static async Task<int> PrintAsync(Stream answer, bool json, bool following, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(answer);
        if (json && !following)
        {
            Console.WriteLine(await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false));
            return 0;
        }

        if (!json)
        {
            Console.WriteLine(TurnTable.Header);
        }

        if (!following)
        {
            var page = JsonSerializer.Deserialize<Page<TurnRow>>(await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false), ApiJson.Options)!;
            foreach (var row in page.Items)
            {
                Console.WriteLine(TurnTable.Line(row));
            }

            Console.WriteLine($"{page.Items.Count} of {page.Total}");
            return 0;
        }

        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
            {
                Console.WriteLine(json ? line : TurnTable.Line(JsonSerializer.Deserialize<TurnRow>(line, ApiJson.Options)!));
            }
        }

        return 0;
    }
}
