using System.CommandLine;
using EdgeVoice.Bench.Failover;
using EdgeVoice.Bench.Health;

var root = new RootCommand("Measures EdgeVoice: each command prints its figures, or with --json writes them for programs.")
{
    FailoverCommand.Create(),
    HealthCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
