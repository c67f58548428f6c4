namespace EdgeVoice.Tests.Agent.LiveKit;

/// <summary>Tests that count handles or drive audio in real time run one after another, against one server.</summary>
[CollectionDefinition(Name)]
public sealed class NativeCore : ICollectionFixture<LiveKitServerFixture>
{
    public const string Name = "LiveKit client core";
}

/// <summary>The same for tests that count every millisecond of sound: a machine that others fill loses some of its own.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NativeCoreAlone : ICollectionFixture<LiveKitServerFixture>
{
    public const string Name = "LiveKit client core, alone";
}
