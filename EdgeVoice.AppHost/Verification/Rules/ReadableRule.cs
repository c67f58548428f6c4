using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification.Rules;

/// <summary>A key that occurs twice counts as unreadable too: which of the two holds depends on who reads it.</summary>
internal sealed class ReadableRule : IFleetRule
{
    public string Name => "readable";

    public string Promise => "every YAML and JSON file can be read, no key occurs twice";

    public IEnumerable<Finding> Check(PublishedFleet fleet) => fleet.Unreadable;
}
