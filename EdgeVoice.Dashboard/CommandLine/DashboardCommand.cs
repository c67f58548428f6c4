using System.CommandLine;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary>The dashboard in a terminal: <c>EdgeVoice.Dashboard turns --slowest 10</c>.</summary>
internal static class DashboardCommand
{
    private static readonly string[] s_names = ["turns", "sessions", "export", "help", "--help", "-h", "-?"];

    /// <summary>Everything else starts the service.</summary>
    public static bool Handles(string[] args) => args.Length > 0 && s_names.Contains(args[0]);

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Asks a running dashboard. Without a command, runs the dashboard.");
        root.Subcommands.Add(TurnsCommand.Create());
        root.Subcommands.Add(SessionsCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        return root.Parse(args is ["help", ..] ? ["--help"] : args).InvokeAsync();
    }
}
