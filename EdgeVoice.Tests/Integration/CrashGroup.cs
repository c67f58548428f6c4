namespace EdgeVoice.Tests.Integration;

/// <summary>Tests that start and kill whole AppHosts: one after another, and nothing else beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CrashGroup
{
    public const string Name = "crash";
}
