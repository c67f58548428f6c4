namespace EdgeVoice.Tests.Agent.LiveKit;

/// <summary>Tests that count handles or drive audio in real time run one after another, against one server.</summary>
[CollectionDefinition(Name)]
public sealed class NativeCore : ICollectionFixture<LiveKitServerFixture>
{
    public const string Name = "LiveKit client core";
}
