using System.Text.Json;
using EdgeVoice.Agent.Tools;

namespace EdgeVoice.Tests.Agent.Tools;

public sealed class ToolArgumentsTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":7}""")]
    [InlineData("""{"name":"   "}""")]
    public void Text_MissingOrWrong_NamesTheArgument(string arguments) =>
        Assert.Contains("'name'", Assert.Throws<ToolArgumentException>(() => ToolArguments.Text(Read(arguments), "name")).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_WithControlCharacters_IsWhatCanBeSaid() =>
        Assert.Equal("Miller", ToolArguments.Text(JsonElement.Parse("""{"name":"\u0000Mil\u0007ler\n"}"""), "name"));

    [Fact]
    public void Text_LongerThanAnyName_IsRefused() =>
        Assert.Throws<ToolArgumentException>(() => ToolArguments.Text(Read($$"""{"name":"{{new string('x', 201)}}"}"""), "name"));

    [Fact]
    public void Text_WithSpaces_IsTrimmed() => Assert.Equal("Miller", ToolArguments.Text(Read("""{"name":" Miller "}"""), "name"));

    [Theory]
    [InlineData("""{"guests":0}""")]
    [InlineData("""{"guests":13}""")]
    [InlineData("""{"guests":2.5}""")]
    [InlineData("""{"guests":"2"}""")]
    [InlineData("""{"guests":99999999999}""")]
    [InlineData("{}")]
    public void Number_OutsideItsRange_SaysTheRange(string arguments) =>
        Assert.Contains("from 1 to 12", Assert.Throws<ToolArgumentException>(() => ToolArguments.Number(Read(arguments), "guests", 1, 12)).Message, StringComparison.Ordinal);

    [Fact]
    public void Number_WholeAndWrittenWithAPoint_IsRead() => Assert.Equal(2, ToolArguments.Number(Read("""{"guests":2.0}"""), "guests", 1, 12));

    [Theory]
    [InlineData("24:00")]
    [InlineData("7 pm")]
    [InlineData("19:30:00")]
    public void Time_InAnotherForm_ShowsTheRightOne(string time) =>
        Assert.Contains("19:30", Assert.Throws<ToolArgumentException>(() => ToolArguments.Time(Read($$"""{"time":"{{time}}"}"""), "time")).Message, StringComparison.Ordinal);

    [Fact]
    public void Time_Of24Hours_IsRead() => Assert.Equal(new TimeOnly(19, 30), ToolArguments.Time(Read("""{"time":"19:30"}"""), "time"));

    private static JsonElement Read(string json) => JsonDocument.Parse(json).RootElement;
}
