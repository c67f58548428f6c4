namespace EdgeVoice.Tests.Integration.Faults;

/// <summary>Not beside other tests: what is measured here is silence.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultRegionGroup : ICollectionFixture<FaultRegion>
{
    public const string Name = "region with provider faults";
}
