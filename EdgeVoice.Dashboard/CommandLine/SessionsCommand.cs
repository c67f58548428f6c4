using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVoice.Dashboard.Api;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary><c>sessions</c>: the latest calls.</summary>
internal static class SessionsCommand
{
    public static Command Create()
    {
        var (url, json) = (CommonOptions.Url(), CommonOptions.Json());
        var latest = new Option<int>("--latest") { Description = "How many", DefaultValueFactory = _ => 20 };
        var command = new Command("sessions", "The latest calls") { url, json, latest };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = DashboardClient.Find(parsed.GetValue(url), Console.Error);
            if (client is null)
            {
                return 2;
            }

            if (await client.GetAsync($"/api/sessions?limit={parsed.GetValue(latest)}", Console.Error, cancellationToken).ConfigureAwait(false) is not { } answer)
            {
                return 1;
            }

            using var reader = new StreamReader(answer);
            var text = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            Console.WriteLine(parsed.GetValue(json) ? text : Table(JsonSerializer.Deserialize<Page<SessionRow>>(text, ApiJson.Options)!));
            return 0;
        });
        return command;
    }

    private static string Table(Page<SessionRow> page) => string.Join('\n', page.Items
        .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.StartedAt[..19]}  {row.LengthMs / 1000,6:0} s  {row.Turns,3} turns  p50 {row.HeardSilence.P50 ?? 0,5:0} ms (n = {row.HeardSilence.N})  {(row.InProgress ? "in progress" : row.Outcome ?? "-"),-14}  {row.Region ?? "-",-10}  {row.Id}"))
        .Append($"{page.Items.Count} of {page.Total}"));
}
