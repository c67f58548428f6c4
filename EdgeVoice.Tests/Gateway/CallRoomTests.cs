using EdgeVoice.Gateway.Slots;

namespace EdgeVoice.Tests.Gateway;

public sealed class CallRoomTests
{
    [Theory]
    [InlineData("call_a", "call_a", 1)]
    [InlineData("call_a.2", "call_a", 2)]
    [InlineData("call_a.12", "call_a", 12)]
    public void Parse_RoomOfACall_IsWhatItsNameWasMadeFrom(string room, string callId, int generation)
    {
        Assert.Equal(new CallRoom(callId, generation), CallRoom.Parse(room));
        Assert.Equal(room, new CallRoom(callId, generation).Name);
    }

    [Theory]
    [InlineData("lobby")]
    [InlineData("call_a.1")]
    [InlineData("call_a.-2")]
    [InlineData("call_a.x")]
    [InlineData("call_a.99999999999")]
    public void Parse_AnythingElse_IsNoCall(string room) => Assert.Null(CallRoom.Parse(room));
}
