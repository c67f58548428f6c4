using System.Diagnostics;
using EdgeVoice.Bench.Hosting;

namespace EdgeVoice.Bench.Effects;

/// <summary>Kills agents in the middle of bookings, lets successors go on with or without their disks, and counts the effects.</summary>
internal sealed class EffectsDrill(EffectsOptions options, OwnPostgres postgres, TextWriter progress)
{
    // A journal that does not reach the database in time, which is how far behind it is away from the home region.
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=1";

    private static readonly TimeSpan s_stepLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(5);

    private readonly EffectsDatabase _database = new(postgres.ConnectionString);

    public async Task<IReadOnlyList<StepResult>> RunAsync(CancellationToken cancellationToken)
    {
        List<StepResult> results = [];
        foreach (var step in options.Steps)
        {
            foreach (var diskKept in new[] { true, false })
            {
                var result = await RunAsync(step, diskKept, cancellationToken);
                await progress.WriteLineAsync($"{KillSteps.NameOf(step)}, disk {(diskKept ? "kept" : "lost")}: {result.Once} of {result.Rounds} once, {result.RoundMs:0} ms a round");
                results.Add(result);
            }
        }

        return results;
    }

    private async Task<StepResult> RunAsync(KillStep step, bool diskKept, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        List<int> effects = [];
        for (var kill = 0; effects.Count < options.Rounds; kill++)
        {
            var calls = Enumerable.Range(0, Math.Min(options.Calls, options.Rounds - effects.Count)).Select(index => Booking.Of($"call_{Guid.NewGuid():N}", index)).ToArray();
            var root = Directory.CreateTempSubdirectory("edgevoice-effects-").FullName;
            try
            {
                effects.AddRange(await KillAsync(step, diskKept, ships: kill % 2 == 1, calls, root, cancellationToken));
            }
            finally
            {
                Directory.Delete(root, recursive: true);
            }
        }

        return StepResult.Of(step, diskKept, effects, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>One agent with its calls, its death, and what its successor makes of it.</summary>
    /// <returns>How many effects each of the calls has.</returns>
    private async Task<IReadOnlyList<int>> KillAsync(KillStep step, bool diskKept, bool ships, IReadOnlyList<Booking> calls, string root, CancellationToken cancellationToken)
    {
        var gate = new CommitGate(step);
        await using var way = new Relay(() => postgres.Port, connection => connection.Up = gate.PassAsync);
        var disk = Path.Combine(root, "disk");
        var order = new DoomedOrder(step, OwnPostgres.To(way.Port), ships ? postgres.ConnectionString : Nowhere, disk, calls);
        await using (var agent = await DoomedProcess.StartAsync(order, cancellationToken))
        {
            gate.Arm();
            await using var held = step == KillStep.TransactionBegun ? await _database.HoldAsync(calls, cancellationToken) : null;
            await agent.GoAsync(cancellationToken);
            await UntilThereAsync(step, agent, gate, calls, cancellationToken);
            await agent.KillAsync();
        }

        await _database.TakeAsync(calls, cancellationToken);
        await using (var parts = await AgentParts.StartAsync(postgres.ConnectionString, postgres.ConnectionString, diskKept ? disk : Path.Combine(root, "another"), cancellationToken))
        {
            var successors = await Task.WhenAll(calls.Select(call => Successor.ReadAsync(parts, call, cancellationToken)));
            gate.Release();
            await Task.WhenAll(successors.Select(successor => successor.GoOnAsync(cancellationToken)));
            await parts.SettleAsync(cancellationToken);
        }

        if (!diskKept)
        {
            // The dead agent's machine comes back one day, and its disk is shipped.
            await using var late = await AgentParts.StartAsync(postgres.ConnectionString, postgres.ConnectionString, disk, cancellationToken);
            await late.SettleAsync(cancellationToken);
        }

        return await CountAsync(step, diskKept, calls, cancellationToken);
    }

    private Task UntilThereAsync(KillStep step, DoomedProcess agent, CommitGate gate, IReadOnlyList<Booking> calls, CancellationToken cancellationToken) => step switch
    {
        KillStep.TransactionBegun => UntilAsync(step, async limit => await _database.WaitingAsync(limit) >= calls.Count, cancellationToken),
        KillStep.CommitUnderWay => UntilAsync(step, _ => Task.FromResult(gate.Held >= calls.Count), cancellationToken),
        KillStep.Committed => UntilAsync(step, async limit => (await _database.EffectsAsync(calls, limit)).Count == calls.Count, cancellationToken),
        _ => agent.SaysAsync(DoomedAgent.There, cancellationToken),
    };

    private static async Task UntilAsync(KillStep step, Func<CancellationToken, Task<bool>> there, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_stepLimit);
        try
        {
            while (!await there(limit.Token))
            {
                await Task.Delay(s_poll, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"Not all calls of an agent came to {KillSteps.NameOf(step)} at the same time: this machine needs fewer --calls.");
        }
    }

    private async Task<IReadOnlyList<int>> CountAsync(KillStep step, bool diskKept, IReadOnlyList<Booking> calls, CancellationToken cancellationToken)
    {
        var effects = await _database.EffectsAsync(calls, cancellationToken);
        foreach (var call in calls.Where(call => effects.GetValueOrDefault(call.CallId) != 1).Take(1))
        {
            await progress.WriteLineAsync($"  {KillSteps.NameOf(step)}, disk {(diskKept ? "kept" : "lost")}, {call.CallId}: {string.Join("; ", await _database.DescribeAsync(call.CallId, cancellationToken))}");
        }

        return [.. calls.Select(call => effects.GetValueOrDefault(call.CallId))];
    }
}
