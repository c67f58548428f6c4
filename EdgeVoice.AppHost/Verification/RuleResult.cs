namespace EdgeVoice.AppHost.Verification;

/// <summary>What a rule found.</summary>
internal sealed record RuleResult(IFleetRule Rule, IReadOnlyList<Finding> Findings)
{
    public bool Holds => Findings.Count == 0;
}
