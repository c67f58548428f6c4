using System.Text;
using EdgeVoice.Agent.Calls;

namespace EdgeVoice.Tests.Agent.Calls;

public sealed class PingTests
{
    [Theory]
    [InlineData("""{"n":7,"hears":true}""", 7, true)]
    [InlineData("""{"n":7,"hears":false}""", 7, false)]
    [InlineData("""{"n":7,"hears":"true"}""", 7, false)]
    [InlineData("""{"n":0}""", 0, false)]
    public void Read_Ping_KnowsItsNumberAndWhetherTheCallerHears(string text, long number, bool hears) =>
        Assert.Equal(new Ping(number, hears), Ping.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"n":7,"hears":true,"pathMs":84.5}""", 84.5)]
    [InlineData("""{"n":7,"pathMs":0}""", 0.0)]
    [InlineData("""{"n":7,"pathMs":-1}""", null)]
    [InlineData("""{"n":7,"pathMs":5001}""", null)]
    [InlineData("""{"n":7,"pathMs":"84"}""", null)]
    [InlineData("""{"n":7,"pathMs":1e999}""", null)]
    public void Read_Path_IsTakenWhenItCanBe(string text, double? path) => Assert.Equal(path, Ping.Read(Encoding.UTF8.GetBytes(text))!.Value.PathMs);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"n\":")]
    [InlineData("""{"hears":true}""")]
    [InlineData("""{"n":"7"}""")]
    [InlineData("""{"n":1.5}""")]
    [InlineData("""{"n":2,"\ud800":1}""")]
    [InlineData("""{"n":99999999999999999999}""")]
    public void Read_AnythingElse_IsNoPing(string text) => Assert.Null(Ping.Read(Encoding.UTF8.GetBytes(text)));
}
