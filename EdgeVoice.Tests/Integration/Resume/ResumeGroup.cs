namespace EdgeVoice.Tests.Integration.Resume;

/// <summary>Not beside other tests: they kill processes and listen in real time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ResumeGroup : ICollectionFixture<ResumeRegion>
{
    public const string Name = "resume";
}
