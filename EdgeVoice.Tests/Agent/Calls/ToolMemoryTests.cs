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

        // Done and wished again: the caller wants a second table.
        Assert.Equal(("call_a:tool_2", null), _memory.Begin(2, "tool_2", "book", """{"time":"19:00"}"""));
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
        Assert.Equal(("call_a:tool_10", null), _memory.Begin(6, "tool_10", "book", """{"time":"19:00"}"""));
    }

    [Fact]
    public void Begin_CutOffInTheMiddle_RunsUnderTheSameKey()
    {
        _memory.Restore("call_a:tool_1", "book", "{not json", null);

        Assert.Equal(("call_a:tool_1", null), _memory.Begin(4, "tool_1", "book", "{not json"));
    }
}
