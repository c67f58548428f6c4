using System.Globalization;

namespace EdgeVoice.AppHost.Rollout;

/// <summary>A plan as text: every command, and where each secret would come from. Runs nothing.</summary>
internal static class DryRun
{
    public static IEnumerable<string> Lines(IReadOnlyList<DeployStep> plan, SecretValues secrets)
    {
        foreach (var cell in plan.GroupBy(step => step.Cell))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{cell.Key}: {cell.Count()} steps");
            foreach (var step in cell)
            {
                yield return $"  {step.Description}: {step.Command}";
                if (step.Secret is { } secret && secrets.Missing(cell.Key, secret) is { Count: > 0 } missing)
                {
                    yield return $"    no value for {string.Join(", ", missing)}; the cluster must have it, or give {SecretValues.HowTo(cell.Key, secret, missing[0])}";
                }
            }
        }

        yield return "Nothing was run. --apply true does it.";
    }
}
