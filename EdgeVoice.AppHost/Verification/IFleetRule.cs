using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.AppHost.Verification;

/// <summary>One thing that must hold in a published fleet.</summary>
internal interface IFleetRule
{
    /// <summary>Short name, as <c>--step verify</c> prints it.</summary>
    string Name { get; }

    /// <summary>What holds when nothing is found.</summary>
    string Promise { get; }

    IEnumerable<Finding> Check(PublishedFleet fleet);
}
