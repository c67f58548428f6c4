using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary><c>turns</c>: the slowest or the latest turns as a table, or as they come.</summary>
internal static class TurnsCommand
{
    private const int DefaultCount = 20;

    private static readonly string[] s_filters = ["region", "persona", "outcome", "tool", "cause", "session", "from", "to", "minSilence"];

    public static Command Create()
    {
        var (url, json) = (CommonOptions.Url(), CommonOptions.Json());
        var slowest = CommonOptions.Count("--slowest", "That many, longest silence first");
        var latest = CommonOptions.Count("--latest", "That many, latest first (default 20)");
        var follow = new Option<bool>("--follow") { Description = "Goes on with every turn that begins, grows or ends" };
        var filters = s_filters.Select(name => new Option<string?>("--" + JsonNamingPolicy.KebabCaseLower.ConvertName(name)) { Description = $"Filter of the API: {name}" }).ToArray();
        var command = new Command("turns", "Turns with the silence that callers heard") { url, json, slowest, latest, follow };
        foreach (var filter in filters)
        {
            command.Options.Add(filter);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(slowest) is not null && (result.GetResult(latest) ?? result.GetResult(follow)) is not null)
            {
                result.AddError("--slowest is an order of its own: leave out --latest and --follow, or --slowest.");
            }
        });
        command.Asks(url, (parsed, client, cancellationToken) =>
        {
            var (output, asJson, following) = (parsed.InvocationConfiguration.Output, parsed.GetValue(json), parsed.GetValue(follow));
            var count = parsed.GetValue(slowest) ?? parsed.GetValue(latest) ?? DefaultCount;
            var query = string.Concat(s_filters.Zip(filters).Where(filter => parsed.GetValue(filter.Second) is not null).Select(filter => $"&{filter.First}={Uri.EscapeDataString(parsed.GetValue(filter.Second)!)}"));
            var path = string.Create(CultureInfo.InvariantCulture, $"/api/turns?limit={count}&sort={(parsed.GetValue(slowest) is null ? "time" : "silence")}{(following ? "&follow=true" : "")}{query}");
            return following ? FollowAsync(client, path, asJson, output, cancellationToken) : PrintAsync(client, path, asJson, output, cancellationToken);
        });
        return command;
    }

    private static async Task PrintAsync(DashboardClient client, string path, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        var text = await client.GetTextAsync(path, cancellationToken).ConfigureAwait(false);
        var page = client.Parse<Page<TurnRow>>(text);
        await output.WriteLineAsync(json ? text : string.Join(Environment.NewLine, [TurnTable.Header, .. page.Items.Select(TurnTable.Line), $"{page.Items.Count} of {page.Total}"])).ConfigureAwait(false);
    }

    private static async Task FollowAsync(DashboardClient client, string path, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await client.GetAsync(path, cancellationToken).ConfigureAwait(false));
        if (!json)
        {
            await output.WriteLineAsync(TurnTable.Header).ConfigureAwait(false);
        }

        while (await client.WhileItLastsAsync(() => reader.ReadLineAsync(cancellationToken).AsTask()).ConfigureAwait(false) is { } line)
        {
            // An empty one is a sign of life.
            if (line.Length > 0)
            {
                await output.WriteLineAsync(json ? line : TurnTable.Line(client.Parse<TurnRow>(line))).ConfigureAwait(false);
            }
        }

        throw new CommandException("The dashboard was stopped.");
    }
}
