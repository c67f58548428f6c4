using System.CommandLine;
using EdgeVoice.Bench.Health;

var root = new RootCommand("Measures EdgeVoice: each command prints its figures, or with --json writes them for programs.")
{
    HealthCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
