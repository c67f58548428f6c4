namespace EdgeVoice.Tests.Shared;

/// <summary>Tests that look at something of the whole process, which no other test may change meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneGroup
{
    public const string Name = "alone";
}
