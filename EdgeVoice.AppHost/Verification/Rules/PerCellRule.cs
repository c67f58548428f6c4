using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>A rule that looks at one region at a time.</summary>
internal abstract class PerCellRule(string name, string promise) : IFleetRule
{
    public string Name => name;

    public string Promise => promise;

    public IEnumerable<Finding> Check(PublishedFleet fleet) => fleet.Cells.SelectMany(cell => Check(fleet, cell));

    protected abstract IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell);

    protected static Finding Found(FleetDocument document, string text) => new(document.File, $"{document.Identity}: {text}");
}
