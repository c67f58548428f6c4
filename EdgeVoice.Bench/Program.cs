using System.CommandLine;
using EdgeVoice.Bench.Abuse;
using EdgeVoice.Bench.Cpu;
using EdgeVoice.Bench.Dashboard;
using EdgeVoice.Bench.Effects;
using EdgeVoice.Bench.Failover;
using EdgeVoice.Bench.Health;
using EdgeVoice.Bench.Stalls;
using EdgeVoice.Bench.Truth;

var root = new RootCommand("Measures EdgeVoice: each command prints its figures, or with --json writes them for programs.")
{
    AbuseCommand.Create(),
    CpuCommand.Create(),
    DashboardCommand.Create(),
    EffectsCommand.Create(),
    EffectsCommand.CreateAgent(),
    FailoverCommand.Create(),
    HealthCommand.Create(),
    StallsCommand.Create(),
    TruthCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
