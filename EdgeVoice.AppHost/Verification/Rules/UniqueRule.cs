using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>Of two objects with one name the later one wins, whichever that is.</summary>
internal sealed class UniqueRule() : PerCellRule("unique", "no object is there twice")
{
    protected override IEnumerable<Finding> Check(PublishedFleet fleet, FleetCell cell) => cell.Documents
        .GroupBy(document => (document.ApiVersion, document.Identity))
        .Where(group => group.Count() > 1)
        .Select(group => Found(group.Last(), $"is also in {group.First().File}"));
}
