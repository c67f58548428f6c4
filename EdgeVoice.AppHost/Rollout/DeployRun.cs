using System.Diagnostics;
using System.Globalization;

namespace EdgeVoice.AppHost.Rollout;

/// <summary>Runs the steps of a plan, one cell after another; the first that fails ends it, and the same command goes on from there.</summary>
internal sealed class DeployRun(IKubectl kubectl, DeployState state, SecretValues secrets, TimeProvider time, Action<string> tell)
{
    // An API server or webhook that just starts needs seconds, not milliseconds.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    // kubectl's own words for what passes by itself.
    private static readonly string[] s_passing =
    [
        "connection refused", "failed calling webhook", "i/o timeout", "TLS handshake timeout", "etcdserver: request timed out", "etcdserver: leader changed", "the server is currently unable",
        "ensure CRDs are installed first", "no endpoints available", "connection reset", "unexpected EOF",
    ];

    /// <exception cref="DistributedApplicationException">A step failed; says which, where, why and how to go on.</exception>
    public async Task RunAsync(IReadOnlyList<DeployStep> plan, CancellationToken cancellationToken)
    {
        var cells = plan.GroupBy(step => step.Cell).ToDictionary(group => group.Key, group => group.ToArray());
        foreach (var (cell, steps) in cells)
        {
            foreach (var (index, step) in steps.Index())
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{cell} {index + 1}/{steps.Length} {step.Description}");
                if (state.IsDone(step) && !step.Always)
                {
                    tell($"{place}: done before");
                    continue;
                }

                var watch = Stopwatch.StartNew();
                tell(place);
                await RunAsync(place, step, cancellationToken);
                state.Done(step);
                tell(string.Create(CultureInfo.InvariantCulture, $"{place}: done, {watch.Elapsed.TotalSeconds:0.0} s"));
            }
        }
    }

    private async Task RunAsync(string place, DeployStep step, CancellationToken cancellationToken)
    {
        var command = await CommandAsync(step, cancellationToken);
        var start = time.GetTimestamp();
        while (command is not null)
        {
            var left = step.Limit - time.GetElapsedTime(start);
            var result = await kubectl.RunAsync(command, left, cancellationToken);
            if (result.Succeeded)
            {
                return;
            }

            var problem = step.Secret is { } secret ? secrets.Redact(step.Cell, secret, result.Problem) : result.Problem;
            var passes = step.Waits || s_passing.Any(text => problem.Contains(text, StringComparison.OrdinalIgnoreCase));
            if (!passes || time.GetElapsedTime(start) + s_pause >= step.Limit)
            {
                throw new DistributedApplicationException(
                    $"{place} failed: {problem}\n  {step.Command}\nNothing after it was done. Run the same command again to go on from here.");
            }

            tell($"{place}: waiting ({problem})");
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    // Null when the cluster has the secret already and nobody gave another value.
    private async Task<KubectlCommand?> CommandAsync(DeployStep step, CancellationToken cancellationToken)
    {
        if (step.Secret is not { } secret)
        {
            return step.Command;
        }

        var missing = secrets.Missing(step.Cell, secret);
        if (missing.Count == 0)
        {
            return step.Command with { Input = secrets.Manifest(step.Cell, secret) };
        }

        var keys = await kubectl.RunAsync(DeployPlan.KeysOf(step.Command, secret), step.Limit, cancellationToken);
        var lacking = missing.Except(keys.Output.Split('\n', StringSplitOptions.TrimEntries)).ToArray();
        if (lacking.Length > 0)
        {
            throw new DistributedApplicationException(
                $"Secret {secret} of {step.Cell} has no value for {string.Join(", ", lacking)}{(keys.Succeeded ? "" : $" ({keys.Problem})")}. " +
                $"Give {string.Join("; ", lacking.Select(key => SecretValues.HowTo(step.Cell, secret, key)))}.");
        }

        return secrets.Manifest(step.Cell, secret) is { } manifest ? DeployPlan.PatchOf(step.Command, secret) with { Input = manifest } : null;
    }
}
