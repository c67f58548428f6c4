using EdgeVoice.Dashboard;
using EdgeVoice.Dashboard.CommandLine;

if (DashboardCommand.Handles(args))
{
    return await DashboardCommand.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
}

await DashboardApp.Build(args).RunAsync().ConfigureAwait(false);
return 0;
