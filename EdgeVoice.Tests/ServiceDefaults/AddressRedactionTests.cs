using EdgeVoice.ServiceDefaults.Telemetry;

namespace EdgeVoice.Tests.ServiceDefaults;

public sealed class AddressRedactionTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("?", null)]
    [InlineData("?access_token=abc", "access_token=REDACTED")]
    [InlineData("?a=1&access_token=x=y", "a=REDACTED&access_token=REDACTED")]
    [InlineData("?eyJhbGciOi", "REDACTED")]
    [InlineData("?=eyJhbGciOi", "REDACTED")]
    [InlineData("?a=", "a=REDACTED")]
    public void Query_AnyForm_KeepsNamesOnly(string? query, string? expected) => Assert.Equal(expected, AddressRedaction.Query(query));

    [Theory]
    [InlineData("http://127.0.0.1:80/a/b", "http://127.0.0.1/a/b")]
    [InlineData("wss://live.example:7443/rtc?access_token=abc&sdk=js#part", "wss://live.example:7443/rtc?access_token=REDACTED&sdk=REDACTED")]
    [InlineData("https://user:word@live.example/rtc", "https://live.example/rtc")]
    [InlineData("https://live.example/rtc?eyJhbGciOi", "https://live.example/rtc?REDACTED")]
    public void Url_AnyForm_KeepsNoValueAndNoPassword(string url, string expected) => Assert.Equal(expected, AddressRedaction.Url(new Uri(url)));
}
