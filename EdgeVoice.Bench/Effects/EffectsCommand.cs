using System.CommandLine;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Effects;

/// <summary>What the command line says.</summary>
/// <param name="Rounds">Bookings per step, with and without the disk.</param>
/// <param name="Calls">Calls that an agent has when it is killed; each of them is a round.</param>
internal sealed record EffectsOptions(int Rounds, int Calls, IReadOnlyList<KillStep> Steps);

/// <summary><c>effects</c>: whether what a tool does is done once, wherever its agent dies.</summary>
internal static class EffectsCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Bookings per step, with and without the dead agent's disk.", DefaultValueFactory = _ => 20 };
        // An agent's slots.
        var calls = new Option<int>("--calls") { Description = "Calls that each agent has when it is killed.", DefaultValueFactory = _ => 10 };
        var steps = new Option<string[]>("--step") { Description = "Where agents are killed; may be given several times. Everywhere unless given.", AllowMultipleArgumentsPerToken = true };
        steps.AcceptOnlyFromAmong([.. KillSteps.ByName.Keys]);
        calls.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > Booking.Most)
            {
                result.AddError($"--calls must be from 1 to {Booking.Most}.");
            }
        });
        var command = new Command("effects", "Kills agents at each step of a tool call, lets others go on, and counts the effects in a PostgreSQL of its own.") { rounds, calls, steps };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new EffectsOptions(parsed.GetValue(rounds), parsed.GetValue(calls), parsed.GetValue(steps) is { Length: > 0 } given ? [.. given.Select(name => KillSteps.ByName[name])] : Enum.GetValues<KillStep>()),
            cancellationToken));
        return command;
    }

    /// <summary>What runs in the processes that are killed; nobody calls it by hand.</summary>
    public static Command CreateAgent()
    {
        var command = new Command(DoomedAgent.Command, "An agent that is to be killed.") { Hidden = true };
        command.SetAction((_, _) => DoomedAgent.RunAsync());
        return command;
    }

    private static async Task<int> RunAsync(EffectsOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var postgres = await OwnPostgres.StartAsync(cancellationToken);
            var results = await new EffectsDrill(options, postgres, Console.Error).RunAsync(cancellationToken);
            await Console.Out.WriteAsync(StepResult.Table(results));
            return results.All(result => result.Holds) ? 0 : 1;
        }
        catch (BenchException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return 2;
        }
    }
}
