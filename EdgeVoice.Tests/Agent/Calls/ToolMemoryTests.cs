using EdgeVoice.Agent.Calls;
using EdgeVoice.Agent.Tools;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class ToolMemoryTests
{
    private static readonly ToolResult s_ok = new(true, "{}");
    private static readonly ToolResult s_failed = new(false, "{}");

    private readonly ToolMemory _memory = new("call_a");

    [Fact]
    public void Begin_NewWish_HasAKeyOfItsOwn()
    {
        Assert.Equal(("call_a:tool_1", null), _memory.Begin(1, "tool_1", "book", """{"time":"19:00"}"""));
        _memory.End("book", """{"time":"19:00"}""", "call_a:tool_1", s_ok);

        // The caller has heard it and wishes it again: a second table.
        _memory.Settle(1);
        Assert.Equal(("call_a:tool_2", null), _memory.Begin(2, "tool_2", "book", """{"time":"19:00"}"""));
    }

    [Fact]
    public void Begin_GrantedAndNotHeardToTheEnd_IsTheSameWish()
    {
        _memory.Begin(2, "call_aaa1", "book_table", """{"time":"19:00","guests":2,"name":"Sample"}""");
        _memory.End("book_table", """{"time":"19:00","guests":2,"name":"Sample"}""", "call_a:call_aaa1", s_ok);

        Assert.Equal("call_a:call_aaa1", _memory.Begin(3, "call_bbb2", "book_table", """{"name":"Sample","time":"19:00","guests":2.0}""").IdempotencyKey);
    }

    [Fact]
    public void Begin_WhileTheFirstStillRuns_IsTheSameWish()
    {
        _memory.Begin(2, "call_aaa1", "book_table", "{}");

        Assert.Equal("call_a:call_aaa1", _memory.Begin(3, "call_bbb2", "book_table", "{}").IdempotencyKey);
    }

    [Fact]
    public void Settle_OfAnotherTurn_SettlesNothing()
    {
        _memory.Begin(2, "tool_1", "book", "{}");
        _memory.End("book", "{}", "call_a:tool_1", s_ok);
        _memory.Settle(3);

        Assert.Equal("call_a:tool_1", _memory.Begin(4, "tool_2", "book", "{}").IdempotencyKey);
        _memory.End("book", "{}", "call_a:tool_1", s_ok);

        // Answered once more in turn 4 and heard there.
        _memory.Settle(4);
        Assert.Equal("call_a:tool_3", _memory.Begin(5, "tool_3", "book", "{}").IdempotencyKey);
    }

    [Fact]
    public void Begin_AfterAFailure_TriesUnderTheFirstKey()
    {
        _memory.Begin(1, "tool_1", "book", """{"time":"19:00","guests":2}""");
        _memory.End("book", """{"time":"19:00","guests":2}""", "call_a:tool_1", s_failed);

        Assert.Equal("call_a:tool_1", _memory.Begin(2, "tool_2", "book", """{ "guests": 2, "time": "19:00" }""").IdempotencyKey);
        Assert.Equal("call_a:tool_3", _memory.Begin(2, "tool_3", "book", """{"time":"20:00","guests":2}""").IdempotencyKey);
    }

    [Fact]
    public void Begin_DoneBeforeTheCutAndAskedForAgainInTheResumedTurn_GetsTheStoredResult()
    {
        _memory.Restore("call_a:tool_1", "book", """{"time":"19:00"}""", s_ok);
        _memory.ResumeIn(5);

        Assert.Equal(("call_a:tool_1", s_ok), _memory.Begin(5, "tool_9", "book", """{"time":"19:00"}"""));
        _memory.Settle(5);
        Assert.Equal(("call_a:tool_10", null), _memory.Begin(6, "tool_10", "book", """{"time":"19:00"}"""));
    }

    [Fact]
    public void Begin_CutOffInTheMiddle_RunsUnderTheSameKey()
    {
        _memory.Restore("call_a:tool_1", "book", "{not json", null);

        Assert.Equal(("call_a:tool_1", null), _memory.Begin(4, "tool_1", "book", "{not json"));
    }
}
