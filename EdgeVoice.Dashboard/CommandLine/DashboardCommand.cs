using System.CommandLine;

namespace EdgeVoice.Dashboard.CommandLine;

/// <summary>The dashboard in a terminal: <c>EdgeVoice.Dashboard turns --slowest 10</c>.</summary>
internal static class DashboardCommand
{
    private static readonly string[] s_help = ["--help", "-h", "-?"];

    /// <summary>Settings start the service. A word is a command, so that one that is mistyped is told and starts nothing.</summary>
    public static bool Handles(string[] args) => args is [var first, ..] && (s_help.Contains(first) || (first.Length > 0 && first[0] is not ('-' or '/') && !first.Contains('=', StringComparison.Ordinal)));

    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("Asks a running dashboard. Without a command, runs the dashboard.");
        root.Subcommands.Add(TurnsCommand.Create());
        root.Subcommands.Add(SessionsCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        return root.Parse(args is ["help", ..] ? ["--help"] : args).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
    }
}
