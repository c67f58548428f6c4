using System.CommandLine;
using System.Globalization;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary><c>sessions</c>: the latest calls.</summary>
internal static class SessionsCommand
{
    private const int DefaultCount = 20;

    public static Command Create()
    {
        var (url, json) = (CommonOptions.Url(), CommonOptions.Json());
        var latest = CommonOptions.Count("--latest", "How many (default 20)");
        var command = new Command("sessions", "The latest calls") { url, json, latest };
        command.Asks(url, async (parsed, client, cancellationToken) =>
        {
            var text = await client.GetTextAsync($"/api/sessions?limit={parsed.GetValue(latest) ?? DefaultCount}", cancellationToken).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? text : Table(client.Parse<Page<SessionRow>>(text))).ConfigureAwait(false);
        });
        return command;
    }

    private static string Table(Page<SessionRow> page) => string.Join('\n', page.Items
        .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.StartedAt[..19]}  {row.LengthMs / 1000,6:0} s  {row.Turns,3} turns  p50 {row.HeardSilence.P50 ?? 0,5:0} ms (n = {row.HeardSilence.N})  {(row.InProgress ? "in progress" : row.Outcome ?? "-"),-14}  {row.Region ?? "-",-10}  {row.Id}"))
        .Append($"{page.Items.Count} of {page.Total}"));
}
