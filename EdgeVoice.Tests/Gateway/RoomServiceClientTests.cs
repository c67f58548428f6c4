using System.Text;
using System.Text.Json;
using EdgeVoice.Gateway.LiveKit;

namespace EdgeVoice.Tests.Gateway;

public sealed class RoomServiceClientTests
{
    [Theory]
    [InlineData("""{"rooms":[{"sid":"RM_1","name":"call_a","num_participants":2},{"sid":"RM_2","name":"lobby"}]}""", "call_a,lobby")]
    [InlineData("""{"rooms":[]}""", "")]
    [InlineData("{}", "")]
    public void Parse_ListOfRooms_GivesNames(string body, string names) =>
        Assert.Equal(names, string.Join(',', RoomServiceClient.Parse(Encoding.UTF8.GetBytes(body)).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("<html>captive portal</html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"rooms":{}}""")]
    [InlineData("""{"rooms":null}""")]
    [InlineData("""{"rooms":["call_a"]}""")]
    [InlineData("""{"rooms":[{"sid":"RM_1"}]}""")]
    public void Parse_AnythingElse_IsNotTakenForAnEmptyList(string body) =>
        Assert.ThrowsAny<JsonException>(() => RoomServiceClient.Parse(Encoding.UTF8.GetBytes(body)));
}
