using EdgeVoice.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Http;

namespace EdgeVoice.Tests.ServiceDefaults;

public sealed class QueryRedactionTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("?", null)]
    [InlineData("?access_token=abc", "access_token=REDACTED")]
    [InlineData("?a=1&access_token=x=y", "a=REDACTED&access_token=REDACTED")]
    [InlineData("?eyJhbGciOi", "REDACTED")]
    [InlineData("?=eyJhbGciOi", "REDACTED")]
    [InlineData("?a=", "a=REDACTED")]
    public void Redact_Query_KeepsNamesOnly(string query, string? expected) => Assert.Equal(expected, QueryRedaction.Redact(new QueryString(query)));
}
