using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Realtime;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class ConversationTests
{
    private readonly Conversation _conversation = new();

    [Fact]
    public void Snapshot_IsByTurnWithTheCallersWordsFirst()
    {
        _conversation.Remember(1, "greeting", new AgentSaid("Good evening."));
        _conversation.Remember(2, "call", new ToolCalled("call", "book", "{}"));
        _conversation.Remember(2, "result", new ToolReturned("call", "{}"));
        _conversation.Remember(3, "user_3", new UserSaid("Thanks"));
        _conversation.Remember(2, "answer", new AgentSaid("Booked."));
        _conversation.Remember(2, "user_2", new UserSaid("A table, please"));

        Assert.Equal(
            [new AgentSaid("Good evening."), new UserSaid("A table, please"), new ToolCalled("call", "book", "{}"), new ToolReturned("call", "{}"), new AgentSaid("Booked."), new UserSaid("Thanks")],
            _conversation.Snapshot());
    }

    [Fact]
    public void Since_SameWordsAgain_AreNews()
    {
        _conversation.Remember(1, "item_1", new UserSaid("Yes."));
        _conversation.Snapshot(out var told);
        _conversation.Remember(2, "item_2", new UserSaid("Yes."));
        _conversation.Remember(3, "item_3", new UserSaid("Yes."));

        Assert.Equal([new UserSaid("Yes."), new UserSaid("Yes.")], _conversation.Since(told));
    }

    [Fact]
    public void Since_ItemThatWasCutMeanwhile_IsNotToldAgain()
    {
        _conversation.Remember(1, "item_1", new AgentSaid("All that was generated"));
        _conversation.Snapshot(out var told);
        _conversation.Remember(1, "item_1", new AgentSaid("All"));

        Assert.Empty(_conversation.Since(told));
    }

    [Fact]
    public void Remember_SameKey_ReplacesInPlace()
    {
        _conversation.Remember(1, "item_1", new AgentSaid("All that was generated"));
        _conversation.Remember(1, "item_2", new AgentSaid("and more"));
        _conversation.Remember(1, "item_1", new AgentSaid("All"));

        Assert.Equal([new AgentSaid("All"), new AgentSaid("and more")], _conversation.Snapshot());
    }

    [Fact]
    public void Snapshot_IsNotChangedByWhatComesLater()
    {
        _conversation.Remember(1, "item_1", new AgentSaid("One"));
        var snapshot = _conversation.Snapshot();
        _conversation.Remember(2, "item_2", new UserSaid("Two"));

        Assert.Single(snapshot);
    }
}
