using EdgeVoice.AppHost.Verification.Documents;

namespace EdgeVoice.Tests.AppHost.Verification;

/// <summary>YAML is read as the API server reads it, not as YAML 1.2 would have it.</summary>
public sealed class YamlTextTests
{
    [Theory]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: \"yes\"", """{"a":"yes"}""")]
    [InlineData("a: off", """{"a":false}""")]
    [InlineData("a: y", """{"a":true}""")]
    [InlineData("a: 0600", """{"a":384}""")]
    [InlineData("a: 0x10", """{"a":16}""")]
    [InlineData("a: 1_000", """{"a":1000}""")]
    [InlineData("a: 089", """{"a":89}""")]
    [InlineData("a: 1e3", """{"a":1000}""")]
    [InlineData("a: 0.5", """{"a":0.5}""")]
    [InlineData("a: 10.43.0.10", """{"a":"10.43.0.10"}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a: !!str 1", """{"a":"1"}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: &x [1]\nb: *x", """{"a":[1],"b":[1]}""")]
    public void Scalar_HasTheTypeThatKubernetesGivesIt(string yaml, string json) => Assert.Equal(json, Assert.Single(YamlText.Parse(yaml)).ToJsonString());

    [Fact]
    public void Key_Twice_IsRefusedWithItsLine()
    {
        var exception = Assert.Throws<FormatException>(() => YamlText.Parse("a: 1\nb: 2\na: 3\n"));

        Assert.StartsWith("line ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("uplicate key", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_Empty_AreLeftOut() => Assert.Equal(2, YamlText.Parse("a: 1\n---\n---\nb: 2\n").Count);
}
