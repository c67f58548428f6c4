using System.CommandLine;
using System.Globalization;
using EdgeVoice.Dashboard.Api;

namespace EdgeVoice.Dashboard.CommandLine;

internal static class CommonOptions
{
    public static Option<string?> Url() => new("--url") { Description = "The dashboard's login URL, as the AppHost printed it" };

    public static Option<bool> Json() => new("--json") { Description = "The API's JSON instead of a table" };

    /// <summary>How many rows; what the API would refuse is refused here, under the name that was typed.</summary>
    public static Option<int?> Count(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Query.MaxLimit)
            {
                return count;
            }

            result.AddError($"{name} is '{text}': give a whole number from 1 to {Query.MaxLimit}.");
            return null;
        },
    };

    /// <summary>Finds the dashboard and asks it; what goes wrong is told and makes the exit code 1.</summary>
    public static void Asks(this Command command, Option<string?> url, Func<ParseResult, DashboardClient, CancellationToken, Task> ask) => command.SetAction(async (parsed, cancellationToken) =>
    {
        try
        {
            using var client = DashboardClient.Find(parsed.GetValue(url));
            await ask(parsed, client, cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (CommandException exception)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return 1;
        }
    });
}
