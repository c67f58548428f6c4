namespace EdgeVoice.Tests.Integration;

/// <summary>Tests that share one running region. They run one after another: each of them makes sound in real time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RegionGroup : ICollectionFixture<RegionFixture>
{
    public const string Name = "region";
}
