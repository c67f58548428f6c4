using EdgeVoice.Agent.Turns;

namespace EdgeVoice.Tests.Agent.Turns;

public sealed class HeardTextTests
{
    [Theory]
    [InlineData("one two three four", 0, 4000, "")]
    [InlineData("one two three four", 1000, 4000, "one")]
    [InlineData("one two three four", 1999, 4000, "one two")]
    [InlineData("one two three four", 3999, 4000, "one two three")]
    [InlineData("one two three four", 4000, 4000, "one two three four")]
    [InlineData("one two three four", 5000, 4000, "one two three four")]
    [InlineData("unbroken", 3999, 4000, "")]
    [InlineData("", 100, 200, "")]
    [InlineData("words without audio", 0, 0, "")]
    [InlineData("one two", -5, 1000, "")]
    public void Cut_GivesWholeWordsWithinTheHeardPart(string text, int heardMs, int generatedMs, string expected) =>
        Assert.Equal(expected, HeardText.Cut(text, heardMs, generatedMs));
}
